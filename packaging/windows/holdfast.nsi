; The Windows installer. Made by packaging/tasks/installers.py, which defines what it asks for.
;
;   setup.exe [/S] [/AllUsers] [/STARTUP] [/D=folder]
;
; Without /AllUsers it is for this user and needs no rights. Exit codes: 0 done, 1 cancelled, 2 it failed and what
; was there before still runs, 3 a till runs, 4 a newer version is there, 5 no rights to that folder, 6 the MSI has
; installed it for all users, 7 that folder holds something else. What was open stands in %TEMP%\holdfast-kept.txt.
;
; Each installation lies in a folder of its own below $INSTDIR, usually named by its version. The new one is whole
; before anything points to it, one that is pointed to is never moved, and the old ones go last: killed at any
; moment, one of them starts.
Unicode true
!ifdef QUICK ; for tests of upgrades, where time counts more than size
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!endif
RequestExecutionLevel user
AllowSkipFiles off
ManifestDPIAware true
Name "Holdfast"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Holdfast" ; a folder that is chosen gets \Holdfast, too
BrandingText "Holdfast ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Holdfast"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "Installs Holdfast, the gift card till"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "LogicLib.nsh"
!include "x64.nsh"
!ifdef SIGN
!uninstfinalize `${SIGN}`
!endif
Var Kept ; what the program that was there says of what is open
Var Folder ; the name of this installation's folder

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Holdfast"
!define PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhereInstalled
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_TEXT "$(DONE)$\r$\n$\r$\n$Kept"
!define MUI_FINISHPAGE_RUN "$INSTDIR\$Folder\Holdfast.exe"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(AT_SIGN_IN)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION StartAtSignIn
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(IS_KEPT)$\r$\n$Kept"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Norwegian"

LangString RUNS ${LANG_ENGLISH} "Holdfast is running. Close it first: what is open is kept."
LangString RUNS ${LANG_NORWEGIAN} "Holdfast kjører. Lukk det først: det som er åpent, beholdes."
LangString IS_NEWER ${LANG_ENGLISH} "A newer Holdfast is installed. Only that one reads its journal."
LangString IS_NEWER ${LANG_NORWEGIAN} "En nyere Holdfast er installert. Bare den leser journalen sin."
LangString NO_RIGHTS ${LANG_ENGLISH} "You may not write to this folder. Installing for all users needs an administrator."
LangString NO_RIGHTS ${LANG_NORWEGIAN} "Du kan ikke skrive i denne mappen. For alle brukere trengs en administrator."
LangString HAS_MSI ${LANG_ENGLISH} "Holdfast is installed for all users by an MSI package. Upgrade or remove it by that."
LangString HAS_MSI ${LANG_NORWEGIAN} "Holdfast er installert for alle av en MSI-pakke. Oppgrader eller fjern det med den."
LangString IS_FOREIGN ${LANG_ENGLISH} "This folder holds something else. Choose an empty one."
LangString IS_FOREIGN ${LANG_NORWEGIAN} "Denne mappen inneholder noe annet. Velg en tom."
LangString DONE ${LANG_ENGLISH} "Holdfast ${VERSION} is installed."
LangString DONE ${LANG_NORWEGIAN} "Holdfast ${VERSION} er installert."
LangString AT_SIGN_IN ${LANG_ENGLISH} "Start Holdfast when I sign in"
LangString AT_SIGN_IN ${LANG_NORWEGIAN} "Start Holdfast når jeg logger på"
LangString IS_KEPT ${LANG_ENGLISH} "What the tills of this computer have written is kept."
LangString IS_KEPT ${LANG_NORWEGIAN} "Det kassene på denne maskinen har skrevet, beholdes."

!macro Give code words
  SetErrorLevel ${code}
  IfSilent +2
  MessageBox MB_OK|MB_ICONEXCLAMATION "${words}"
  Quit
!macroend

; Runs `do` for each installation below $INSTDIR, with its folder's name in $R1.
!macro ForEachInstallation do
  FindFirst $R0 $R1 "$INSTDIR\*.*"
  ${DoWhile} $R1 != ""
    ${If} $R1 != "."
    ${AndIf} $R1 != ".."
    ${AndIf} ${FileExists} "$INSTDIR\$R1\pos-app.exe"
      ${do}
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
!macroend

!macro Both name
!insertmacro ${name} ""
!insertmacro ${name} "un."
!macroend

; Gives up with 3 where a program below $INSTDIR runs: a program that runs cannot be opened for writing.
!macro RefuseIfInUse program
  ${If} ${FileExists} "$INSTDIR\$R1\${program}"
    ClearErrors
    FileOpen $R2 "$INSTDIR\$R1\${program}" a
    ${If} ${Errors}
      !insertmacro Give 3 $(RUNS)
    ${EndIf}
    FileClose $R2
  ${EndIf}
!macroend
!macro RefuseIfBothInUse
  !insertmacro RefuseIfInUse "pos-app.exe"
  !insertmacro RefuseIfInUse "Holdfast.exe"
!macroend
!macro RefuseRunning un
Function ${un}RefuseRunning
  !insertmacro ForEachInstallation "!insertmacro RefuseIfBothInUse"
FunctionEnd
!macroend
!insertmacro Both RefuseRunning

; Gives up with 5 where a file cannot be written into $INSTDIR, as far as that folder is there.
!macro RefuseClosed un
Function ${un}RefuseClosed
  ${If} ${FileExists} "$INSTDIR\*.*"
    ClearErrors
    FileOpen $R0 "$INSTDIR\holdfast.rights" w
    ${If} ${Errors}
      !insertmacro Give 5 $(NO_RIGHTS)
    ${EndIf}
    FileClose $R0
    Delete "$INSTDIR\holdfast.rights"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Both RefuseClosed

; Asks the program that is there what is open; gives up with 3 where it sees a till that runs.
!macro AskWhatIsOpen un
Function ${un}AskWhatIsOpen
  StrCpy $Kept ""
  ReadRegStr $R0 SHCTX "${PATHS}\pos-app.exe" ""
  ${If} $R0 != ""
  ${AndIf} ${FileExists} $R0
    nsExec::ExecToStack /TIMEOUT=30000 '"$R0" upgrade-check'
    Pop $R1
    Pop $Kept
    ${If} $R1 == 3
      !insertmacro Give 3 $(RUNS)
    ${EndIf}
    FileOpen $R0 "$TEMP\holdfast-kept.txt" w
    FileWrite $R0 $Kept
    FileClose $R0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Both AskWhatIsOpen

; Takes the installations away that are not $Folder. One that somebody has started meanwhile cannot be renamed and
; stays for the next time; of one that was renamed, a half that a kill leaves is known by its name.
!macro RemoveOther
  StrCpy $R2 $R1 9
  ${If} $R1 != $Folder
  ${AndIf} $R2 != "holdfast."
    ClearErrors
    Rename "$INSTDIR\$R1" "$INSTDIR\holdfast.old-$R1"
  ${EndIf}
!macroend
!macro RemoveOthers un
Function ${un}RemoveOthers
  !insertmacro ForEachInstallation "!insertmacro RemoveOther"
  FindFirst $R0 $R1 "$INSTDIR\holdfast.*"
  ${DoWhile} $R1 != ""
    RMDir /r "$INSTDIR\$R1"
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
FunctionEnd
!macroend
!insertmacro Both RemoveOthers

; Puts 1 into $R9 where $INSTDIR is missing, empty or ours.
Function LookAtFolder
  StrCpy $R9 1
  ${If} ${FileExists} "$INSTDIR\pos-app.cmd"
    Return
  ${EndIf}
  FindFirst $R0 $R1 "$INSTDIR\*.*"
  ${DoWhile} $R1 != ""
    StrCpy $R2 $R1 9
    ${If} $R1 != "."
    ${AndIf} $R1 != ".."
    ${AndIf} $R2 != "holdfast."
    ${AndIf} $R1 != "provision.toml"
    ${AndIf} $R1 != "uninstall.exe"
    ${AndIfNot} ${FileExists} "$INSTDIR\$R1\pos-app.exe"
      StrCpy $R9 0
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
FunctionEnd

Function .onVerifyInstDir
  Call LookAtFolder
  ${If} $R9 == 0
    Abort
  ${EndIf}
FunctionEnd

Function SkipWhereInstalled
  ReadRegStr $R0 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $R0 != ""
    Abort
  ${EndIf}
FunctionEnd

; Gives up with 4 where a newer one is installed, for this user or for all: they share this user's home.
!macro RefuseNewer root key name
  ReadRegStr $5 ${root} "${key}" "${name}"
  ${If} $5 != ""
    ${VersionCompare} $5 "${VERSION}" $6
    ${If} $6 == 1
      !insertmacro Give 4 $(IS_NEWER)
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext current
  StrCpy $3 "$LOCALAPPDATA\Programs\Holdfast"
  StrCpy $7 $3
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $2
    ${If} $2 != "admin"
      !insertmacro Give 5 $(NO_RIGHTS)
    ${EndIf}
    SetShellVarContext all
    StrCpy $3 "$PROGRAMFILES64\Holdfast"
  ${EndIf}
  !insertmacro RefuseNewer HKCU "${UNINSTALL}" "DisplayVersion"
  !insertmacro RefuseNewer HKLM "${UNINSTALL}" "DisplayVersion"
  !insertmacro RefuseNewer HKLM "Software\Holdfast" "version"
  ReadRegStr $5 HKLM "Software\Holdfast" "version"
  ${If} $5 != ""
    !insertmacro Give 6 $(HAS_MSI)
  ${EndIf}
  ; Where it is, it stays.
  ReadRegStr $4 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $4 != ""
    StrCpy $INSTDIR $4
  ${ElseIf} $INSTDIR == $7
    StrCpy $INSTDIR $3
  ${EndIf}
  Call RefuseClosed
  Call RefuseRunning
FunctionEnd

; Renames a folder; a program that looks at every new file may hold it for a moment.
!macro RenamePatiently from to
  ${For} $R3 1 20
    ClearErrors
    Rename "${from}" "${to}"
    ${IfNot} ${Errors}
      ${ExitFor}
    ${EndIf}
    Sleep 500
  ${Next}
!macroend

; Puts into $Folder a name that is free: what is there may be pointed to.
Function ChooseFolder
  StrCpy $Folder "${VERSION}"
  StrCpy $R0 1
  ${While} ${FileExists} "$INSTDIR\$Folder\*.*"
    IntOp $R0 $R0 + 1
    StrCpy $Folder "${VERSION}-$R0"
  ${EndWhile}
FunctionEnd

Function StartAtSignIn
  WriteRegStr SHCTX "${RUN}" "Holdfast" '"$INSTDIR\$Folder\Holdfast.exe"'
FunctionEnd

Section
  Call LookAtFolder
  ${If} $R9 == 0
    !insertmacro Give 7 $(IS_FOREIGN)
  ${EndIf}
  Call RefuseClosed
  Call RefuseRunning
  Call AskWhatIsOpen
  DetailPrint "$Kept"
  Call ChooseFolder
  RMDir /r "$INSTDIR\holdfast.new"
  SetOutPath "$INSTDIR\holdfast.new"
  File /r "${TREE}\*.*"
  SetOutPath "$INSTDIR"
  !insertmacro RenamePatiently "$INSTDIR\holdfast.new" "$INSTDIR\$Folder"
  ${If} ${Errors}
    Abort
  ${EndIf}
  StrCpy $2 no
  ReadRegStr $1 SHCTX "${RUN}" "Holdfast"
  ${If} $1 != ""
    StrCpy $2 yes
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/STARTUP" $1
  ${IfNot} ${Errors}
    StrCpy $2 yes
  ${EndIf}
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Holdfast"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ; From here on, one after the other, everything points to the new one.
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\$Folder\Holdfast.exe"
  WriteRegStr SHCTX "${PATHS}\Holdfast.exe" "" "$INSTDIR\$Folder\Holdfast.exe"
  WriteRegStr SHCTX "${PATHS}\pos-app.exe" "" "$INSTDIR\$Folder\pos-app.exe"
  CreateShortcut "$SMPROGRAMS\Holdfast.lnk" "$INSTDIR\$Folder\Holdfast.exe"
  ${If} $2 == yes
    Call StartAtSignIn
  ${EndIf}
  FileOpen $0 "$INSTDIR\holdfast.cmd" w
  FileWrite $0 '@"%~dp0$Folder\pos-app.exe" %*$\r$\n'
  FileClose $0
  System::Call 'kernel32::MoveFileExW(w "$INSTDIR\holdfast.cmd", w "$INSTDIR\pos-app.cmd", i 1) i .r0'
  ${If} ${Errors}
  ${OrIf} $0 == 0
    Abort ; something still points to the old one: it stays
  ${EndIf}
  Call RemoveOthers
SectionEnd

Function .onInstFailed
  SetOutPath "$INSTDIR" ; nobody can remove the folder one stands in
  RMDir /r "$INSTDIR\holdfast.new"
  SetErrorLevel 2
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "admin"
    ${AndIfNot} ${Silent}
      ExecShell "runas" "$INSTDIR\uninstall.exe"
      Quit
    ${EndIf}
  ${EndIf}
  Call un.RefuseClosed
  Call un.RefuseRunning
  Call un.AskWhatIsOpen
FunctionEnd

Section "Uninstall"
  DetailPrint "$Kept"
  DetailPrint "$(IS_KEPT)"
  StrCpy $Folder ""
  Call un.RemoveOthers
  Delete "$INSTDIR\pos-app.cmd"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR ; else these speak of another folder's
    Delete "$SMPROGRAMS\Holdfast.lnk"
    DeleteRegKey SHCTX "${PATHS}\pos-app.exe"
    DeleteRegKey SHCTX "${PATHS}\Holdfast.exe"
    DeleteRegValue SHCTX "${RUN}" "Holdfast"
    DeleteRegKey SHCTX "${UNINSTALL}"
  ${EndIf}
SectionEnd
