package due

import "strings"

// Sentence is an item in the plain words of its rule: 该打第二针百白破了. What is later
// has none.
func (i Item) Sentence() string {
	g := i.Rule.group
	words := g.Due
	switch {
	case i.State == Soon:
		words = g.Soon
	case i.State == Late:
		words = g.Late
	case i.State != Due:
		return ""
	case i.Rule.Say != "":
		words = i.Rule.Say
	}
	return strings.ReplaceAll(words, "{act}", i.Rule.Act)
}

// Href is the page where the item is done; "" for the page that notes it. In a rule's page
// {what} is the record, where each stands for itself.
func (i Item) Href() string {
	return strings.NewReplacer("{id}", i.Subject.String(), "{what}", i.What).Replace(i.Rule.Page)
}
