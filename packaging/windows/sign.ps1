# Signs one file with the certificate that the environment names; packaging/tasks/signing.py starts it.
param([Parameter(Mandatory)][string]$File)
$ErrorActionPreference = 'Stop'
$password = (Get-Content -Raw $env:HOLDFAST_SIGN_PASSWORD_FILE).Trim()
$kind = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
$certificate = New-Object $kind($env:HOLDFAST_SIGN_PFX, $password)
$more = @{}
if ($env:HOLDFAST_SIGN_TIME) { $more['TimestampServer'] = $env:HOLDFAST_SIGN_TIME }
$done = Set-AuthenticodeSignature -LiteralPath $File -Certificate $certificate -HashAlgorithm SHA256 @more
if ($done.Status -ne 'Valid') { Write-Error $done.StatusMessage; exit 1 }
