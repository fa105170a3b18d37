package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/claim"
)

// Book is what was counted, as known at a closing, of some months: what subsidies are worked
// out from. The facts of a closing are never counted anew, so that it is the same whenever it
// is read.
func (a around) Book(ctx context.Context, known int64, first, last string) (*claim.Book, error) {
	return a.b.claimBook(ctx, hub.SumQuery{Known: known}, first, last)
}

// BookOf is the same of one month at one station.
func (a around) BookOf(ctx context.Context, known int64, month string, site hub.ID) (*claim.Book, error) {
	return a.b.claimBook(ctx, hub.SumQuery{Known: known, Scope: hub.ScopeSite, Area: site.String()}, month, month)
}

func (b *Box) claimBook(ctx context.Context, q hub.SumQuery, first, last string) (*claim.Book, error) {
	book := claim.NewBook()
	levels, flows := q, q
	levels.Measures, levels.To = claim.Levels, claim.LastDay(last)
	flows.Measures, flows.From, flows.To = claim.Flows, hub.Day(first+"-01"), levels.To
	if err := b.store.Facts(ctx, levels, book.Add); err != nil {
		return nil, err
	}
	return book, b.store.Facts(ctx, flows, book.Add)
}
