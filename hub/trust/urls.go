package trust

import "slices"

// URLs are the addresses under which stations reach the county, as SetURLs told them.
func (a *Authority) URLs() []string {
	return slices.Clone(a.register.URLs)
}
