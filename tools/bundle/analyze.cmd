@echo off
rem Drop a ledger (.xlsx, .yaml) or a folder on this file; see README.txt.
rem A dropped path with "&" and no blank comes unquoted: the whole command line is handed on instead (see start.py),
rem and this window then ends with "exit", so that the rest of such a path is not run as a command.
setlocal EnableExtensions EnableDelayedExpansion
set "READINESS_DROPPED=!CMDCMDLINE!"
set "OTHER=!READINESS_DROPPED:analyze.cmd=!"
if "!OTHER!"=="!READINESS_DROPPED!" set "READINESS_DROPPED="
set "OTHER="
rem From here on an exclamation mark in a path is a letter. "call" reads its line twice: paths are filled in the second
rem time only, so that no sign in them is read twice.
setlocal DisableDelayedExpansion
if defined READINESS_DROPPED goto dropped
call "%%~dp0readiness.cmd" --dropped %%*
exit /b %ERRORLEVEL%
:dropped
call "%%~dp0readiness.cmd" --dropped
set CODE=%ERRORLEVEL%
pause
exit %CODE%
