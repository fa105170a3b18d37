package hub

// Record is a record as rules and screens see it: one value a field, read by a
// hub with key and form (hub/form.Read).
type Record struct {
	Lane     Lane
	Kind     Kind
	ID       ID
	Subject  ID
	Period   string         // of a once-per record: its day, month, dose or purpose
	Fields   map[uint32]any // nil, bool, int64, string, []byte, ID, []any
	Conflict []Conflict     // fields on which versions disagree
	Sealed   bool           // some value could not be opened here
	Commit   ID             // the newest commit that touched it, by (lam, origin)
}

// Conflict is a field with several live versions that no merge rule settles:
// the first is shown, nothing is dropped, staff decide.
type Conflict struct {
	Kind     Kind
	Record   ID
	Subject  ID
	No       uint32
	Versions []Version // best first
}

// Edit is what somebody wants to be true of one record. The store adds what it
// replaces; unchanged fields are left out.
type Edit struct {
	Kind    Kind
	Record  ID // zero with Period: derived
	Subject ID
	Period  string         // for once-per records
	Set     map[uint32]any // field number → value; nil clears
	// Beside replaces nothing: what it sets stands beside what is there, for a person
	// to choose (again). Such an edit is the only one of its record in a draft.
	Beside bool
	// Fresh is a record that nobody may have written yet: CodeConflict store.taken where one
	// of its lane is known. It is looked at in the transaction that writes it.
	Fresh bool
}

// Draft is one act of one person, ready to be appended.
type Draft struct {
	Request ID // idempotency: the same request answers with its first outcome
	Lane    Lane
	Author  ID
	Batch   ID
	Edits   []Edit
}

// Outcome is what Append confirms: durable on this box.
type Outcome struct {
	Commit  ID
	Origin  Origin
	Seq     uint64
	Lane    Lane
	Bytes   int  // of the whole commit; ≤ MaxCarried travels by gossip
	Again   bool // this request had been carried out before
	Records []ID // the records of Draft.Edits, in order
}
