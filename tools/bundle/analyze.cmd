@echo off
rem Drop a ledger (.xlsx, .yaml) or a folder on this file; see README.txt.
call "%~dp0readiness.cmd" --dropped %*
set CODE=%ERRORLEVEL%
pause
exit /b %CODE%
