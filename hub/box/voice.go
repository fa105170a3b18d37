package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/media/clip"
)

// How much room bytes beside the log may take: some thousand photos and sentences at a
// station; the county keeps those of all its stations. They stop long before records do.
const (
	fileQuota       = 1 << 30
	fileQuotaCounty = 256 << 30
	fileFloor       = 256 << 20
)

// openBlobs is where bytes lie that are too large for the log.
func (b *Box) openBlobs(ctx context.Context) error {
	quota := int64(fileQuota)
	if b.isCounty() {
		quota = fileQuotaCounty
	}
	b.blobs = blob.New(b.folder.Path("blob"), b.folder.Temp(), blob.Limits{
		Each: clip.MaxBytes + blob.Overhead, Quota: quota, Floor: fileFloor, Free: screen{b}.Free,
	})
	b.files, b.photos = newFiles(b), newPhotos(b)
	return b.files.loadLying(ctx)
}

// voices is what workers have spoken, as the screens see it.
type voices struct{ b *Box }

// Speak keeps a sentence: the sound first, then its record, so that no record names what
// was never there.
func (v voices) Speak(ctx context.Context, actor hub.Actor, s desk.Spoken, file []byte) (out hub.Outcome, err error) {
	if err := v.b.desk.MaySpeak(actor, s.Prompt, s.Agreed); err != nil {
		return out, err
	}
	sound, err := clip.Read(file)
	if err != nil {
		return out, err
	}
	s.Format, s.MS = string(sound.Kind), int(sound.Length.Milliseconds())
	err = v.b.blobs.Put(file, func(ref blob.Ref) error {
		s.Hash, s.Key = ref.Hash, ref.Key
		out, err = v.b.desk.Speak(ctx, actor, s)
		return err
	})
	return out, err
}

// Sound is a recording, opened and checked.
func (v voices) Sound(c care.Clip) (body []byte, mime string, err error) {
	ref, ok := refOf(c)
	if !ok {
		return nil, "", hub.E(hub.CodeNotFound, "blob.absent")
	}
	body, err = v.b.blobs.Get(ref)
	return body, clip.Kind(c.Format).MIME(), err
}

// Here says whether its bytes are on this box, and can be opened here.
func (v voices) Here(c care.Clip) bool {
	ref, ok := refOf(c)
	return ok && v.b.blobs.Has(ref.Hash)
}

// refOf reads what a record says of its bytes; a neighbour's has a key here if she lends it.
func refOf(c care.Clip) (ref blob.Ref, ok bool) {
	key := c.Key
	if len(key) == 0 {
		key = c.Open
	}
	if len(c.Hash) != len(ref.Hash) || len(key) != len(ref.Key) {
		return ref, false
	}
	copy(ref.Hash[:], c.Hash)
	copy(ref.Key[:], key)
	return ref, true
}
