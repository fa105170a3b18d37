package sqlite

// logMigrations is append-only: a change is a new entry at the end, tested on
// every old database kept as a fixture. Everything in them survives a rebuild.
var logMigrations = []string{logTables, standing, counting}

// A commit's number n says in which order this box stored it. It is local: the
// folds use it, nothing sent does.
const logTables = `
CREATE TABLE meta (
	name    TEXT PRIMARY KEY,
	value   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lanes (
	n       INTEGER PRIMARY KEY,
	name    TEXT NOT NULL UNIQUE,
	lam     INTEGER NOT NULL,       -- highest seen
	commits INTEGER NOT NULL,
	records INTEGER NOT NULL,       -- fold
	digest  BLOB NOT NULL           -- fold
) STRICT;
CREATE TABLE origins (
	n       INTEGER PRIMARY KEY,
	origin  BLOB NOT NULL UNIQUE,
	lane    INTEGER NOT NULL REFERENCES lanes (n),
	key     BLOB NOT NULL,
	epoch   BLOB NOT NULL,
	cert    BLOB NOT NULL,
	seq     INTEGER NOT NULL,       -- head: everything up to it is here
	id      BLOB NOT NULL,
	hash    BLOB NOT NULL,          -- of the head's header: prev of the next
	top     INTEGER NOT NULL,       -- highest seq held, gaps or not
	run     INTEGER NOT NULL,       -- bytes since the last anchor
	lam     INTEGER NOT NULL,       -- highest
	forked  INTEGER NOT NULL,       -- lowest seq that two commits claim; 0: none
	doubt   INTEGER NOT NULL        -- own, and the last process did not close
) STRICT;
CREATE TABLE commits (
	n       INTEGER PRIMARY KEY,
	id      BLOB NOT NULL UNIQUE,
	origin  INTEGER NOT NULL REFERENCES origins (n),
	seq     INTEGER NOT NULL,
	wall    INTEGER NOT NULL,       -- Unix ms, as the author's clock said
	header  BLOB NOT NULL,
	sig     BLOB
) STRICT;
CREATE INDEX commits_seq ON commits (origin, seq, wall); -- wall: counting needs no row
CREATE TABLE batches (
	batch   BLOB NOT NULL,
	commit_n INTEGER NOT NULL REFERENCES commits (n),
	PRIMARY KEY (batch, commit_n)
) STRICT, WITHOUT ROWID;
CREATE TABLE parts (
	commit_n INTEGER NOT NULL REFERENCES commits (n),
	place   INTEGER NOT NULL,
	subject BLOB NOT NULL,
	gate    TEXT NOT NULL,
	state   INTEGER NOT NULL,       -- partState
	bytes   BLOB,
	PRIMARY KEY (commit_n, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX parts_subject ON parts (subject);
CREATE INDEX parts_away ON parts (subject, gate) WHERE state <> 0;
CREATE TABLE keys (
	n       INTEGER PRIMARY KEY,
	lane    TEXT NOT NULL,          -- that it is used in
	subject BLOB NOT NULL,
	name    BLOB NOT NULL,
	key     BLOB NOT NULL,          -- sealed with the box key
	UNIQUE (subject, name)
) STRICT;
CREATE TABLE cards (
	subject BLOB PRIMARY KEY,
	secret  BLOB NOT NULL           -- sealed with the box key
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
	n       INTEGER PRIMARY KEY,
	id      BLOB NOT NULL UNIQUE,
	outcome BLOB NOT NULL,
	at      INTEGER NOT NULL
) STRICT;
CREATE TABLE receipts (
	origin  BLOB NOT NULL,
	holder  BLOB NOT NULL,
	seq     INTEGER NOT NULL,
	id      BLOB NOT NULL,
	sig     BLOB NOT NULL,
	PRIMARY KEY (origin, holder)
) STRICT, WITHOUT ROWID;
CREATE TABLE forks (
	origin  INTEGER NOT NULL REFERENCES origins (n),
	seq     INTEGER NOT NULL,
	a       BLOB NOT NULL,
	b       BLOB NOT NULL,
	PRIMARY KEY (origin, seq, a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE refused (
	reason  TEXT PRIMARY KEY,
	count   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
	id      BLOB PRIMARY KEY,       -- of the commit
	reason  TEXT NOT NULL,
	at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`

// What stands, what was ordered to be erased, and which parts wait for which consent.
const standing = `
ALTER TABLE commits ADD COLUMN barred INTEGER NOT NULL DEFAULT 0; -- of a revoked key, and beyond what stands
CREATE INDEX commits_barred ON commits (origin) WHERE barred <> 0;
CREATE INDEX parts_gate ON parts (subject, gate) WHERE gate <> '';
CREATE TABLE erasures (
	record  BLOB PRIMARY KEY,       -- of the order
	subject BLOB NOT NULL,
	lane    TEXT NOT NULL,
	gate    TEXT NOT NULL,
	kinds   TEXT NOT NULL,          -- with commas between
	upto    INTEGER NOT NULL,
	parts   INTEGER NOT NULL        -- erased here because of it
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_subject ON erasures (subject);`

// What the county counts (hub.Fact). Facts are only ever added, and no rebuild makes them
// anew: a figure that was made public stays what it was. Days are numbers, 20261123; of a
// closing it is enough to know the last fact before it.
const counting = `
CREATE TABLE measures (
	n       INTEGER PRIMARY KEY,
	name    TEXT NOT NULL UNIQUE,
	level   INTEGER NOT NULL,       -- 0: a flow
	born    INTEGER NOT NULL        -- the closing in which it was first counted
) STRICT;
CREATE TABLE areas (
	n       INTEGER PRIMARY KEY,
	lane    TEXT NOT NULL,
	site    BLOB NOT NULL,
	UNIQUE (lane, site)
) STRICT;
CREATE TABLE counted (
	n       INTEGER PRIMARY KEY,
	subject BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE facts (
	n       INTEGER PRIMARY KEY,
	subject INTEGER NOT NULL,       -- counted.n; 0: erased
	month   INTEGER NOT NULL,       -- 202611, of the records that are read by month; else 0
	measure INTEGER NOT NULL,
	area    INTEGER NOT NULL,
	day     INTEGER NOT NULL,
	value   INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	record  BLOB NOT NULL
) STRICT;
CREATE INDEX facts_subject ON facts (subject, month);
CREATE INDEX facts_measure ON facts (measure, day, area);
CREATE TABLE tallies (
	measure INTEGER NOT NULL,
	scope   INTEGER NOT NULL,       -- hub.Scope
	grain   INTEGER NOT NULL,       -- 0 day, 1 month, 2 year
	at      INTEGER NOT NULL,       -- 20261123, 202611, 2026
	area    INTEGER NOT NULL,       -- 0, lanes.n, areas.n
	total   INTEGER NOT NULL,
	PRIMARY KEY (measure, scope, grain, at, area)
) STRICT, WITHOUT ROWID;
CREATE INDEX tallies_area ON tallies (scope, area, measure, grain, at);
CREATE TABLE stale (
	subject BLOB NOT NULL,
	month   INTEGER NOT NULL,
	PRIMARY KEY (subject, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE closings (
	n       INTEGER PRIMARY KEY,
	day     TEXT NOT NULL,
	at      INTEGER NOT NULL,       -- Unix ms
	commits INTEGER NOT NULL,       -- held then
	facts   INTEGER NOT NULL,       -- the last
	digest  BLOB NOT NULL           -- of all lanes, added up
) STRICT;`

const (
	dropFold = `
DROP TABLE IF EXISTS finds;
DROP TABLE IF EXISTS records;`

	// Rows of records stand in the order in which they came, found by index: their
	// blobs in a tree ordered by random ids would touch a page each.
	createFold = `
CREATE TABLE records (
	n       INTEGER PRIMARY KEY,
	lane    INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	id      BLOB NOT NULL,
	subject BLOB NOT NULL,
	period  TEXT NOT NULL,          -- of a once-per record; else empty
	flags   INTEGER NOT NULL,       -- recordFlag
	state   BLOB NOT NULL,          -- codec.EncodeState, structure and open values
	secret  BLOB,                   -- the opened sealed ones, sealed with the box key
	UNIQUE (kind, id, lane)
) STRICT;
CREATE INDEX records_subject ON records (subject, kind); -- a site has thousands, of kinds that nobody asks for
CREATE INDEX records_wrap ON records (subject) WHERE kind = 'wrap';
CREATE TABLE finds (
	kind    TEXT NOT NULL,
	name    TEXT NOT NULL,
	value   TEXT NOT NULL,
	record  INTEGER NOT NULL REFERENCES records (n),
	PRIMARY KEY (kind, name, value, record)
) STRICT, WITHOUT ROWID;`
)
