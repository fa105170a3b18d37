package box

import (
	"context"
	"encoding/json"

	"yizhan/kiosk/print"
)

// settingPrint is which printers were chosen.
const settingPrint = "print"

// openPrint makes the queue of what is to be printed; its jobs lie in local.db.
func (b *Box) openPrint() {
	b.paper = print.NewQueue(print.Options{
		Shelf: b.local, Setup: b.printers, Keep: b.keepPrinters, Clock: b.cfg.Clock, Log: b.cfg.Log, Changed: b.room.Changed,
	})
}

// printers are the ones chosen; none before anybody has.
func (b *Box) printers(ctx context.Context) (s print.Setup, err error) {
	text, err := b.local.Setting(ctx, settingPrint)
	if err != nil || text == "" {
		return s, err
	}
	return s, json.Unmarshal([]byte(text), &s)
}

func (b *Box) keepPrinters(ctx context.Context, s print.Setup) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return b.local.PutSetting(ctx, settingPrint, string(text))
}
