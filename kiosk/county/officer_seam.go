package county

import (
	"context"
	"time"

	"yizhan/hub"
)

// Own is what every officer does about her own way in.
type Own interface {
	// OwnPassword answers with a new session; every other one is over.
	OwnPassword(ctx context.Context, who Officer, old, password, from string) (token string, err error)
	// NewCode is the secret for her telephone, the same one for half an hour.
	NewCode(ctx context.Context, who Officer) (Secret, error)
	// ConfirmCode answers with her recovery codes and a new session.
	ConfirmCode(ctx context.Context, who Officer, password, code, from string) (paper []string, token string, err error)
	Sessions(ctx context.Context, who Officer, token string) ([]Session, error)
	EndSession(ctx context.Context, who Officer, key string) error
}

// Secret is what a telephone makes codes of.
type Secret struct{ Spelled, URI string }

// Session is one place where an officer is logged in.
type Session struct {
	Key  string // ends it; opens nothing
	From string
	At   time.Time
	Idle time.Duration
	This bool
}

// Officers is what an administrator does about others' ways in.
type Officers interface {
	All(ctx context.Context) ([]OfficerRow, error)
	Townships() []Township
	// Add and Reset answer with a password that has to be changed at the first login.
	Add(ctx context.Context, who Officer, n NewOfficer) (password string, err error)
	Reset(ctx context.Context, who Officer, login string) (password string, err error)
	Change(ctx context.Context, who Officer, n NewOfficer) error
	Unlock(ctx context.Context, who Officer, login string) error
	DropCode(ctx context.Context, who Officer, login string) error
	Drop(ctx context.Context, who Officer, login string) error
	// NoteRule puts on the trail what is asked of all officers now.
	NoteRule(ctx context.Context, who Officer, rules string) error
}

// NewOfficer is an officer as somebody wants her.
type NewOfficer struct {
	Login    string
	Role     hub.Role
	Township string // 9 digits; "" the whole county
	Admin    bool
}

// OfficerRow is an officer as she stands.
type OfficerRow struct {
	ID       hub.ID
	Login    string
	Name     string
	Role     hub.Role
	Township string
	Admin    bool
	Once     bool // she has not changed the password that she was given
	Coded    bool
	Last     time.Time // zero: never
	From     string
	Fails    int
	Locked   time.Duration
	Here     int // where she is logged in now
}

// RoleWord is a role at the county's desk as people say it.
func RoleWord(r hub.Role) string { return officerWords[r] }

var officerWords = map[hub.Role]string{
	hub.RoleCounty: "县级", hub.RoleTownship: "乡镇干部", hub.RoleHealth: "卫生院", hub.RoleViewer: "只看", hub.RoleAuditor: "审计", hub.RoleAdmin: "管理员",
}
