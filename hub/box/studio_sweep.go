package box

import (
	"context"
	"errors"
	"slices"
	"time"

	"yizhan/hub"
)

// tapeStays is how many days a recording that was taken back stays on the disk: so long
// it can be given out again.
const tapeStays = 7

// sweepTapes erases recordings that nobody has wanted for a while, and those of classes
// that were erased. Those of neighbours go by their own rules.
func (b *Box) sweepTapes(ctx context.Context) error {
	return errors.Join(b.sweepNotices(ctx, b.desk.Today()), b.dropTapes(ctx, func(unwanted hub.Day) bool { return unwanted.Add(tapeStays) <= b.desk.Today() }))
}

// sweepNotices erases what was spoken for classes that nobody has to be called to any more.
func (b *Box) sweepNotices(ctx context.Context, today hub.Day) error {
	kept, err := b.notices.Kept()
	if err != nil {
		return err
	}
	for _, class := range kept {
		until, err := b.desk.NoticeUntil(ctx, class)
		if err != nil {
			return err
		}
		if until >= today {
			continue
		}
		if err := b.notices.Remove(class); err != nil && hub.CodeOf(err) != hub.CodeConflict { // it is just kept
			return err
		}
	}
	return nil
}

// spareTapes makes room for a class by what nobody wants any more.
func (b *Box) spareTapes() error {
	ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	return b.dropTapes(ctx, func(hub.Day) bool { return true })
}

// dropTapes erases what is unwanted, where that is long enough.
func (b *Box) dropTapes(ctx context.Context, enough func(unwanted hub.Day) bool) error {
	kept, err := b.tapes.Kept()
	if err != nil || len(kept) == 0 {
		return err
	}
	lent, err := b.nearby.lent(ctx)
	if err != nil {
		return err
	}
	for _, class := range kept {
		if slices.ContainsFunc(lent, func(l lentClass) bool { return l.Class == class }) {
			continue
		}
		unwanted, known, err := b.desk.Tape(ctx, class)
		if err != nil {
			return err
		}
		if known && (unwanted == "" || !enough(unwanted)) {
			continue
		}
		if err := b.tapes.Remove(class); err != nil && hub.CodeOf(err) != hub.CodeConflict { // it is just recorded on
			return err
		}
	}
	return nil
}
