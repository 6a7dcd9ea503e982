"""Common functions (共通機能): what holds for every body, without the ministry's workbook."""
