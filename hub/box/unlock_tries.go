package box

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
)

// tries keeps the lock-outs of a box that waits to be opened, where local.db is still
// closed. Of access's book it is the one page that is needed then.
type tries struct {
	access.Book
	path string
	mu   sync.Mutex
}

type triesFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Who     []triesOf
}

type triesOf struct {
	_     struct{} `cbor:",toarray"`
	Who   string
	Fails int64
	Body  []byte
}

// Lockout reads and writes the failures of one gate; what it has written is durable
// when it returns. A file that cannot be read counts as none: it is no secret, and
// would otherwise keep everybody out.
func (t *tries) Lockout(_ context.Context, who string, change func(fails int, body []byte) (int, []byte)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := triesFile{Version: 1}
	raw, err := os.ReadFile(t.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	if err == nil && codec.Unmarshal(raw, &f) != nil {
		f = triesFile{Version: 1}
	}
	kept := triesFile{Version: 1}
	var is triesOf
	for _, w := range f.Who {
		if w.Who == who {
			is = w
			continue
		}
		kept.Who = append(kept.Who, w)
	}
	fails, body := change(int(is.Fails), is.Body)
	if fails > 0 || len(body) > 0 {
		kept.Who = append(kept.Who, triesOf{Who: who, Fails: int64(fails), Body: body})
	}
	if raw, err = codec.Marshal(kept); err != nil {
		return err
	}
	if err := trust.Replace(t.path, raw); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return nil
}

// forget begins anew.
func (t *tries) forget() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := os.Remove(t.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return nil
}
