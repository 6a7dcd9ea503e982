@echo off
rem readiness.cmd COMMAND ...   The command line; see README.txt.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "PYTHON=%~dp0python\python.exe"
if exist "%PYTHON%" goto run
set "PYTHON="
for %%V in (3.13 3.12 3.11) do if not defined PYTHON for /f "delims=" %%P in ('py -%%V -c "import sys; print(sys.executable)" 2^>nul') do set "PYTHON=%%P"
if defined PYTHON goto run
set "PYTHON=python"
where python >nul 2>nul && goto run
echo Python 3.11 - 3.13 (64 bit) was not found. See README.txt.
exit /b 2
:run
"%PYTHON%" "%~dp0start.py" %*
exit /b %ERRORLEVEL%
