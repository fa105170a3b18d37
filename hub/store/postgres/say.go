package postgres

import "strings"

// say is a statement of the store as this database is asked: where two tables that hold
// lanes meet, their lanes meet too. One machine learns nothing from it; a cluster learns
// that the rows are in the same place.
func say(statement string) string { return together.Replace(statement) }

var together = strings.NewReplacer(
	"ON c.n = p.commit_n", "ON c.n = p.commit_n AND c.lane = p.lane",
	"ON p.commit_n = c.n", "ON p.commit_n = c.n AND p.lane = c.lane",
	"WHERE p.commit_n = c.n", "WHERE p.commit_n = c.n AND p.lane = c.lane",
	"ON c.n = b.commit_n", "ON c.n = b.commit_n AND c.lane = b.lane",
	"ON o.n = c.origin", "ON o.n = c.origin AND o.lane = c.lane",
	"WHERE c.origin = o.n", "WHERE c.origin = o.n AND c.lane = o.lane",
	"ON r.n = f.record", "ON r.n = f.record AND r.lane = f.lane",
	"ON c.n = f.record", "ON c.n = f.record AND c.lane = f.lane",
)
