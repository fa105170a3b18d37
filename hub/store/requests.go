package store

import (
	"yizhan/hub"
	"yizhan/hub/codec"
)

// A request is remembered for 30 days, and in any case while it is among the
// newest 10,000: the clock of a box may jump by years.
const (
	requestDays = 30
	requestKept = 10_000
)

// remembered is an outcome in the table beside the log.
type remembered struct {
	_       struct{} `cbor:",toarray"`
	Commit  hub.ID
	Origin  hub.Origin
	Seq     uint64
	Lane    hub.Lane
	Bytes   int
	Records []hub.ID
}

// earlier is the first outcome of a request that was carried out before.
func (t *txn) earlier(request hub.ID) (out hub.Outcome, again bool, err error) {
	if request.IsZero() {
		return out, false, nil
	}
	var body []byte
	again, err = t.get(`SELECT outcome FROM requests WHERE id = $1`, []any{request[:]}, &body)
	if err != nil || !again {
		return out, false, err
	}
	var r remembered
	if err := codec.Unmarshal(body, &r); err != nil {
		return out, false, err
	}
	return hub.Outcome{
		Commit: r.Commit, Origin: r.Origin, Seq: r.Seq, Lane: r.Lane, Bytes: r.Bytes, Records: r.Records, Again: true,
	}, true, nil
}

// remember keeps an outcome in the transaction that brings it about.
func (t *txn) remember(request hub.ID, out hub.Outcome) error {
	if request.IsZero() {
		return nil
	}
	body, err := codec.Marshal(remembered{
		Commit: out.Commit, Origin: out.Origin, Seq: out.Seq, Lane: out.Lane, Bytes: out.Bytes, Records: out.Records,
	})
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO requests (id, outcome, at) VALUES ($1, $2, $3)`,
		request[:], body, t.now.Wall.UnixMilli())
}

// forgetRequests drops what nobody will ask for again.
func (t *txn) forgetRequests() error {
	before := t.now.Wall.AddDate(0, 0, -requestDays).UnixMilli()
	return t.exec(`DELETE FROM requests WHERE at < $1 AND n <= (SELECT max(n) FROM requests) - $2`, before, requestKept)
}
