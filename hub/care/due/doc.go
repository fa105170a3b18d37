// Package due owns what has to be done by when: doses, visits, checks, papers that run
// out. Rules are data (rules.yaml, doses.yaml, and the cadence that a form declares),
// each with its source and certainty; one engine turns them and what is known of a
// subject into a list. It does no I/O and knows no clock.
//
//	rules := due.Builtin()
//	items := rules.List(facts, "2026-11-23") // what is soon, due or late, pressing first
//	table := rules.Table(facts, today, "dose") // every dose: given, due, later
//
// What a rule says is a reminder. Doses are always 以接种门诊安排为准; warning signs are
// an advice to be seen, never a diagnosis.
package due
