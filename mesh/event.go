package mesh

import (
	"encoding/binary"
	"errors"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// Names of Serf user events. Others are passed over.
const (
	eventCarry  = "c"
	eventAdvert = "a"
	eventAlarm  = "!"
)

const (
	eventForm = 1
	maxAdvert = 80
)

// Every event begins with its form and the first eight bytes of the author's
// station key: Serf does not say who fired an event.
type hint [8]byte

func hintOf(key [32]byte) hint { return hint(key[:8]) }

// advert says that the author has its own commits up to a seq of an origin.
type advert struct {
	from   hint
	origin hub.Origin
	seq    uint64
}

var errEvent = errors.New("mesh: not an event of this mesh")

func (a advert) encode() []byte {
	b := append([]byte{eventForm}, a.from[:]...)
	b = append(b, a.origin[:]...)
	return binary.AppendUvarint(b, a.seq)
}

func decodeAdvert(b []byte) (a advert, err error) {
	if len(b) < 1+8+16+1 || len(b) > maxAdvert || b[0] != eventForm {
		return a, errEvent
	}
	a.from, a.origin = hint(b[1:9]), hub.Origin(b[9:25])
	seq, n := binary.Uvarint(b[25:])
	if n <= 0 || n != len(b)-25 || seq == 0 || seq > 1<<53 {
		return a, errEvent
	}
	a.seq = seq
	return a, nil
}

// encodeCarry is a signed commit in the form in which batches travel, a pack of one.
func encodeCarry(from hint, c hub.Commit) ([]byte, error) {
	if len(c.Sig) == 0 {
		return nil, errEvent // a later one of its run proves it: too late to travel alone
	}
	packed, err := sync.Pack([]hub.Commit{c})
	if err != nil {
		return nil, err
	}
	return append(append([]byte{eventForm}, from[:]...), packed...), nil
}

func decodeCarry(b []byte) (from hint, c hub.Commit, err error) {
	if len(b) < 10 || len(b) > userEventLimit || b[0] != eventForm {
		return from, c, errEvent
	}
	cs, err := sync.Unpack(b[9:])
	if err != nil || len(cs) != 1 || len(cs[0].Sig) == 0 {
		return from, c, errEvent
	}
	return hint(b[1:9]), cs[0], nil
}
