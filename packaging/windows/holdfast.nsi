; The Windows installer. Made by packaging/tasks/installers.py, which defines VERSION, NUMBERS, TREE, FILES and OUT.
;
;   setup.exe [/S] [/AllUsers] [/STARTUP] [/D=folder]
;
; Without /AllUsers it is for this user and needs no rights. Exit codes: 0 done, 1 cancelled, 2 it failed and what
; was there before still runs, 3 a till runs, 4 a newer version is there, 5 no rights to that folder, 6 the MSI has
; installed it for all users.
;
; A version lies in a folder of its own. The new one is whole before anything points to it, and the old one goes
; last: killed at any moment, one of them starts.
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
InstallDir ""
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
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Holdfast"
!define PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_TEXT "$(DONE)$\r$\n$\r$\n$Kept"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${VERSION}\Holdfast.exe"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(AT_SIGN_IN)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION StartAtSignIn
!insertmacro MUI_PAGE_FINISH
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
LangString DONE ${LANG_ENGLISH} "Holdfast ${VERSION} is installed."
LangString DONE ${LANG_NORWEGIAN} "Holdfast ${VERSION} er installert."
LangString AT_SIGN_IN ${LANG_ENGLISH} "Start Holdfast when I sign in"
LangString AT_SIGN_IN ${LANG_NORWEGIAN} "Start Holdfast når jeg logger på"
LangString IS_KEPT ${LANG_ENGLISH} "What the tills of this computer have written is kept."
LangString IS_KEPT ${LANG_NORWEGIAN} "Det kassene på denne maskinen har skrevet, beholdes."

Var Kept ; what the program that was there says of what is open

!macro Give code words
  SetErrorLevel ${code}
  IfSilent +2
  MessageBox MB_OK|MB_ICONEXCLAMATION "${words}"
  Quit
!macroend

; Gives up with 3 where a program of a version in $INSTDIR runs: a program that runs cannot be opened for writing.
!macro RefuseRunning un
Function ${un}RefuseRunning
  FindFirst $R0 $R1 "$INSTDIR\*.*"
  ${DoWhile} $R1 != ""
    ${If} ${FileExists} "$INSTDIR\$R1\pos-app.exe"
    ${AndIf} $R1 != "."
    ${AndIf} $R1 != ".."
      ClearErrors
      FileOpen $R2 "$INSTDIR\$R1\pos-app.exe" a
      ${If} ${Errors}
        !insertmacro Give 3 $(RUNS)
      ${EndIf}
      FileClose $R2
      ClearErrors
      ${If} ${FileExists} "$INSTDIR\$R1\Holdfast.exe"
        FileOpen $R2 "$INSTDIR\$R1\Holdfast.exe" a
        ${If} ${Errors}
          !insertmacro Give 3 $(RUNS)
        ${EndIf}
        FileClose $R2
      ${EndIf}
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
FunctionEnd
!macroend
!insertmacro RefuseRunning ""
!insertmacro RefuseRunning "un."

; Gives up with 5 where a file cannot be written into $INSTDIR, as far as that folder is there.
!macro RefuseForeign un
Function ${un}RefuseForeign
  ${If} ${FileExists} "$INSTDIR\*.*"
    ClearErrors
    FileOpen $R0 "$INSTDIR\rights" w
    ${If} ${Errors}
      !insertmacro Give 5 $(NO_RIGHTS)
    ${EndIf}
    FileClose $R0
    Delete "$INSTDIR\rights"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro RefuseForeign ""
!insertmacro RefuseForeign "un."

; Asks the program that is there what is open; gives up with 3 where it sees a till that runs.
!macro AskWhatIsOpen un
Function ${un}AskWhatIsOpen
  StrCpy $Kept ""
  ReadRegStr $R0 SHCTX "${PATHS}\pos-app.exe" ""
  ${If} $R0 != ""
  ${AndIf} ${FileExists} $R0
    nsExec::ExecToStack '"$R0" upgrade-check'
    Pop $R1
    Pop $Kept
    DetailPrint "$Kept"
    ${If} $R1 == 3
      !insertmacro Give 3 $(RUNS)
    ${EndIf}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro AskWhatIsOpen ""
!insertmacro AskWhatIsOpen "un."

Function StartAtSignIn
  WriteRegStr SHCTX "${RUN}" "Holdfast" '"$INSTDIR\${VERSION}\Holdfast.exe"'
FunctionEnd

Function .onInit
  SetRegView 64
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $2
    ${If} $2 != "admin"
      !insertmacro Give 5 $(NO_RIGHTS)
    ${EndIf}
    ReadRegDWORD $2 HKLM "Software\Holdfast" "menu"
    ${If} $2 == 1
      !insertmacro Give 6 $(HAS_MSI)
    ${EndIf}
    SetShellVarContext all
    StrCpy $3 "$PROGRAMFILES64\Holdfast"
  ${Else}
    SetShellVarContext current
    StrCpy $3 "$LOCALAPPDATA\Programs\Holdfast"
  ${EndIf}
  ReadRegStr $4 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $INSTDIR == ""
    ${If} $4 != ""
      StrCpy $INSTDIR $4
    ${Else}
      StrCpy $INSTDIR $3
    ${EndIf}
  ${EndIf}
  ReadRegStr $5 SHCTX "${UNINSTALL}" "DisplayVersion"
  ${If} $5 != ""
    ${VersionCompare} $5 "${VERSION}" $6
    ${If} $6 == 1
      !insertmacro Give 4 $(IS_NEWER)
    ${EndIf}
  ${EndIf}
  Call RefuseForeign
  Call RefuseRunning
FunctionEnd

Section
  Call RefuseForeign
  Call RefuseRunning
  Call AskWhatIsOpen
  RMDir /r "$INSTDIR\new"
  SetOutPath "$INSTDIR\new"
  File /r "${TREE}/*.*"
  SetOutPath "$INSTDIR"
  ; A version that is there already under this number steps aside first.
  ${If} ${FileExists} "$INSTDIR\${VERSION}\*.*"
    RMDir /r "$INSTDIR\before"
    Rename "$INSTDIR\${VERSION}" "$INSTDIR\before"
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\new" "$INSTDIR\${VERSION}"
  ${If} ${Errors}
    Rename "$INSTDIR\before" "$INSTDIR\${VERSION}"
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ; From here on everything points to the new one.
  WriteRegStr SHCTX "${PATHS}\pos-app.exe" "" "$INSTDIR\${VERSION}\pos-app.exe"
  WriteRegStr SHCTX "${PATHS}\Holdfast.exe" "" "$INSTDIR\${VERSION}\Holdfast.exe"
  CreateShortcut "$SMPROGRAMS\Holdfast.lnk" "$INSTDIR\${VERSION}\Holdfast.exe"
  FileOpen $0 "$INSTDIR\pos-app.cmd" w
  FileWrite $0 '@"%~dp0${VERSION}\pos-app.exe" %*$\r$\n'
  FileClose $0
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Holdfast"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${VERSION}\Holdfast.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/STARTUP" $1
  ${IfNot} ${Errors}
    Call StartAtSignIn
  ${Else}
    ReadRegStr $1 SHCTX "${RUN}" "Holdfast"
    ${If} $1 != ""
      Call StartAtSignIn
    ${EndIf}
  ${EndIf}
  Call RemoveOthers
SectionEnd

; The versions that nothing points to any more.
Function RemoveOthers
  FindFirst $R0 $R1 "$INSTDIR\*.*"
  ${DoWhile} $R1 != ""
    ${If} $R1 != "${VERSION}"
    ${AndIf} $R1 != "."
    ${AndIf} $R1 != ".."
    ${AndIf} ${FileExists} "$INSTDIR\$R1\VERSION"
      RMDir /r "$INSTDIR\$R1"
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
FunctionEnd

Function .onInstFailed
  RMDir /r "$INSTDIR\new"
  SetErrorLevel 2
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
  ${EndIf}
  Call un.RefuseForeign
  Call un.RefuseRunning
FunctionEnd

Section "Uninstall"
  Call un.AskWhatIsOpen
  DetailPrint "$(IS_KEPT)"
  FindFirst $R0 $R1 "$INSTDIR\*.*"
  ${DoWhile} $R1 != ""
    ${If} $R1 != "."
    ${AndIf} $R1 != ".."
    ${AndIf} ${FileExists} "$INSTDIR\$R1\VERSION"
      RMDir /r "$INSTDIR\$R1"
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
  RMDir /r "$INSTDIR\new"
  Delete "$INSTDIR\pos-app.cmd"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Holdfast.lnk"
  DeleteRegKey SHCTX "${PATHS}\pos-app.exe"
  DeleteRegKey SHCTX "${PATHS}\Holdfast.exe"
  DeleteRegValue SHCTX "${RUN}" "Holdfast"
  DeleteRegKey SHCTX "${UNINSTALL}"
  IfSilent +2
  MessageBox MB_OK|MB_ICONINFORMATION "$Kept$\r$\n$(IS_KEPT)"
SectionEnd
