package box

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"yizhan/hub/access"
	"yizhan/hub/store/postgres"
	"yizhan/hub/trust"
)

// Several processes of a county on one database are one county to whoever calls: officers,
// their sessions and failures lie in it, and what the county wrote of its boxes passes
// through it: who was put out, who was let in, and by which invitation. What stays each process's own stands in hub/store/postgres/POSTGRES.md.

// openBook has access keep what it keeps where the log lies. What a county kept by itself
// before it moved there comes along.
func (b *Box) openBook(ctx context.Context, o *access.Options) error {
	database, err := b.folder.Database()
	if err != nil || database == "" {
		return err
	}
	book, clock, err := postgres.OpenBook(ctx, database, b.cfg.Clock, b.trust.Identity().Box)
	if err != nil {
		return err
	}
	b.book = book
	o.Book, o.Elapsed, o.Run = book, clock.Elapsed, &clock.Run
	return book.Adopt(ctx, &b.local.Book, access.OfficerTopics...)
}

// meetEvery is how often a process looks whether another one has let somebody in or put
// somebody out.
const meetEvery = 2 * time.Second

// noteLists is where processes leave each other the county's lists and books.
const (
	noteLists = "lists"
	noteBooks = "books"     // trust.Folder.Alike
	noteSum   = "books-sum" // of their bytes, which are long and seldom change
)

// runTogether keeps the county's lists and books the same at every process.
func (b *Box) runTogether(ctx context.Context) error {
	for b.book != nil {
		if err := b.shareLists(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(meetEvery):
		}
	}
	<-ctx.Done()
	return nil
}

// shareLists takes what another process wrote, and leaves what this one did.
func (b *Box) shareLists(ctx context.Context) error {
	if b.book == nil {
		return nil
	}
	if err := b.shareRevoked(ctx); err != nil {
		return err
	}
	if same, err := b.sameBooks(ctx); err != nil || same {
		return err
	}
	return b.inTurn(ctx, noteLists, func() error { return b.shareBooks(ctx) })
}

// shareRevoked takes another process's list of those who were put out if it is newer, and
// leaves this one's if that is.
func (b *Box) shareRevoked(ctx context.Context) error {
	theirs, some, err := b.book.Note(ctx, noteLists, trust.ListRevoked)
	if err != nil {
		return err
	}
	if some {
		if _, err := b.trust.ApplyList(theirs); err != nil {
			return err
		}
	}
	list, ours := b.trust.Members().Revocations()
	if list.Number == 0 || string(ours) == string(theirs) {
		return nil
	}
	return b.book.PutNote(ctx, noteLists, trust.ListRevoked, ours)
}

// sameBooks says whether this process's books are those that lie in the database; a box that
// is no county's yet has none.
func (b *Box) sameBooks(ctx context.Context) (bool, error) {
	if b.trust.Authority() == nil {
		return true, nil
	}
	ours, err := b.trust.Alike()
	if err != nil {
		return false, err
	}
	theirs, _, err := b.book.Note(ctx, noteLists, noteSum)
	sum := sha256.Sum256(ours)
	return err == nil && bytes.Equal(theirs, sum[:]), err
}

// shareBooks brings both to what both say. Callers hold noteLists' turn.
func (b *Box) shareBooks(ctx context.Context) error {
	if same, err := b.sameBooks(ctx); err != nil || same {
		return err
	}
	theirs, some, err := b.book.Note(ctx, noteLists, noteBooks)
	if err != nil {
		return err
	}
	if some {
		if err := b.trust.Meet(theirs); err != nil {
			return err
		}
	}
	ours, err := b.trust.Alike()
	if err == nil && !bytes.Equal(ours, theirs) {
		err = b.book.PutNote(ctx, noteLists, noteBooks, ours)
	}
	if err != nil {
		return err
	}
	// The sum goes last: whoever is cut off between the two, the next one looks at both.
	sum := sha256.Sum256(ours)
	return b.book.PutNote(ctx, noteLists, noteSum, sum[:])
}

// inTurn runs an act that no other process of the county does at the same time.
func (b *Box) inTurn(ctx context.Context, what string, act func() error) error {
	done, err := b.store.Alone(ctx, what)
	if err != nil {
		return err
	}
	defer done()
	return act()
}

// Together runs a change of the county's lists and books: from the newest that any process
// has, one change at a time, and left to all of them when it is over.
func (a around) Together(ctx context.Context, change func() error) error {
	b := a.b
	if b.book == nil {
		return b.inTurn(ctx, noteLists, change)
	}
	return b.inTurn(ctx, noteLists, func() error {
		if err := errors.Join(b.shareRevoked(ctx), b.shareBooks(ctx)); err != nil {
			return err
		}
		if err := change(); err != nil {
			return err
		}
		return errors.Join(b.shareRevoked(ctx), b.shareBooks(ctx))
	})
}
