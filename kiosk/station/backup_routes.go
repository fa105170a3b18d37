package station

import "net/http"

// backupRoutes are the backups, and what is said after damage.
func (s *Station) backupRoutes(mux *http.ServeMux) {
	if s.Backups == nil {
		return
	}
	mux.HandleFunc("GET /settings/backup", s.mayRun(s.backupShow))
	mux.HandleFunc("POST /settings/backup", s.mayRun(s.backupNow))
	mux.HandleFunc("GET /settings/backup/code", s.mayRun(s.backupCode))
	mux.HandleFunc("POST /settings/backup/code", s.mayRun(s.backupCodeKeep))
	mux.HandleFunc("GET /setup/backup", s.settingUp(s.backupFound))
	mux.HandleFunc("POST /setup/backup", s.settingUp(s.backupChosen))
	mux.HandleFunc("POST /setup/backup/{no}", s.settingUp(s.backupGroup))
	mux.HandleFunc("GET /recovered", s.always(s.recoveredShow))
	mux.HandleFunc("POST /recovered", s.always(s.recoveredRead))
}
