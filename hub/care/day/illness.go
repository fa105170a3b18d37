package day

import "yizhan/hub"

// Illness is how long one keeps a child at home. It is a county's data: published tables
// disagree, and a doctor's word decides.
type Illness struct {
	Code      string   `yaml:"code"`
	Name      string   `yaml:"name"`
	Tile      bool     `yaml:"tile"`     // one of the first that are offered
	Days      int      `yaml:"days"`     // at the least, after the day on which it began
	Contacts  int      `yaml:"contacts"` // days for which others are watched; 0: the table names none
	End       string   `yaml:"end"`      // what has to be over
	Spread    string   `yaml:"spread"`   // how published tables differ
	Proof     bool     `yaml:"proof"`    // 返园证明 has to be seen
	Like      []string `yaml:"like"`     // codes of Alike
	Certainty string   `yaml:"certainty"`
}

// Illness finds one by its code.
func (r *Rules) Illness(code string) (Illness, bool) {
	for _, s := range r.Illnesses {
		if s.Code == code {
			return s, true
		}
	}
	return Illness{}, false
}

// Until is the first day on which a child may come again, as far as days say it: one
// that fell ill on the 1st and stays away for two days may come on the 3rd.
func (s Illness) Until(began hub.Day) hub.Day { return began.Add(s.Days) }

// WatchUntil is the last day on which those who were with it are watched.
func (s Illness) WatchUntil(last hub.Day) hub.Day { return last.Add(s.Contacts) }
