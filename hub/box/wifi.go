package box

import (
	"context"
	"encoding/json"
)

// wifi is the Wi-Fi that families' phones join. It is this box's alone: sealed beside the
// log, and in no record, because a password is nobody's business elsewhere.
type wifi struct{ b *Box }

// noteWiFi is its place among the box's notes.
const noteWiFi = "wifi"

func (w wifi) WiFi(ctx context.Context) (name, password string, err error) {
	body, ok, err := w.b.local.Note(ctx, noteWiFi, "families")
	if err != nil || !ok {
		return "", "", err
	}
	var kept [2]string
	err = json.Unmarshal(body, &kept)
	return kept[0], kept[1], err
}

func (w wifi) SetWiFi(ctx context.Context, name, password string) error {
	if name == "" {
		return w.b.local.DropNote(ctx, noteWiFi, "families")
	}
	body, err := json.Marshal([2]string{name, password})
	if err != nil {
		return err
	}
	return w.b.local.PutNote(ctx, noteWiFi, "families", body)
}
