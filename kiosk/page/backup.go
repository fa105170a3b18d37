package page

// RecoveryCode shows a 恢复码 once, to be copied onto paper.
type RecoveryCode struct {
	Frame
	Action string
	Code   string   // field code: valid from then on
	Groups []string // five figures each, numbered on the page
}

func (RecoveryCode) Page() string { return "recovery-code" }
