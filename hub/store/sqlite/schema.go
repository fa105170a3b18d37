package sqlite

// logMigrations is append-only. Everything in them survives a rebuild.
var logMigrations = []string{}

const (
	dropFold   = ``
	createFold = ``
)
