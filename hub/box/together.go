package box

import (
	"context"
	"time"

	"yizhan/hub/access"
	"yizhan/hub/store/postgres"
	"yizhan/hub/trust"
)

// Several processes of a county on one database are one county to whoever calls: officers,
// their sessions and failures lie in it, and the list of those who were put out passes
// through it. What stays each process's own stands in hub/store/postgres/POSTGRES.md.

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

// meetEvery is how often a process looks whether another one has put somebody out.
const meetEvery = 2 * time.Second

// noteLists is where processes leave each other the county's lists.
const noteLists = "lists"

// runTogether keeps the list of those who were put out the same at every process.
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

// shareLists takes another process's list if it is newer, and leaves this one's if that is.
func (b *Box) shareLists(ctx context.Context) error {
	if b.book == nil {
		return nil
	}
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

// inTurn runs an act that no other process of the county does at the same time.
func (b *Box) inTurn(ctx context.Context, what string, act func() error) error {
	done, err := b.store.Alone(ctx, what)
	if err != nil {
		return err
	}
	defer done()
	return act()
}

// Together runs a change of the county's lists: from the newest one that any process has,
// one change at a time, and known at all of them when it is over.
func (a around) Together(ctx context.Context, change func() error) error {
	return a.b.inTurn(ctx, noteLists, func() error {
		if err := a.b.shareLists(ctx); err != nil {
			return err
		}
		if err := change(); err != nil {
			return err
		}
		return a.b.shareLists(ctx)
	})
}
