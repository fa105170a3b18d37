package care

import (
	"bytes"
	_ "embed"
	"sync"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

// Prompt is a sentence that is said aloud to families (念一遍).
type Prompt struct {
	Key     string      `yaml:"key"`     // for good
	Name    string      `yaml:"name"`    // in a list
	Page    string      `yaml:"page"`    // where it is spoken
	Purpose hub.Purpose `yaml:"purpose"` // that it explains; "" none
	Picture string      `yaml:"picture"` // icon of what is meant
	Text    string      `yaml:"text"`    // as it stands in large type
	Drawing string      `yaml:"-"`       // an SVG in place of the icon; of lessons
}

//go:embed say.yaml
var builtinPrompts []byte

// Prompts are all of them, page by page, in the order in which they are spoken.
var Prompts = sync.OnceValue(func() []Prompt {
	var all []Prompt
	dec := yaml.NewDecoder(bytes.NewReader(builtinPrompts), yaml.Strict())
	if err := dec.Decode(&all); err != nil {
		panic(err) // embedded, and read by a test
	}
	return all
})

// PromptsOf are those of a page; none where nothing is said.
func PromptsOf(page string) []Prompt {
	var some []Prompt
	for _, p := range Prompts() {
		if p.Page == page {
			some = append(some, p)
		}
	}
	return some
}

// PromptOf finds one by its key.
func PromptOf(key string) (Prompt, bool) {
	for _, p := range Prompts() {
		if p.Key == key {
			return p, true
		}
	}
	return Prompt{}, false
}

// Clip is a sentence that a worker spoke: the subject is hers. The sound lies beside
// the log.
type Clip struct {
	Ref
	Prompt string  `form:"prompt"`
	Site   hub.ID  `form:"site"`
	Hash   []byte  `form:"hash"`
	Key    []byte  `form:"key"` // none where this box may not open it: then Open
	Format string  `form:"format"`
	MS     int     `form:"ms"`
	Speech string  `form:"speech"` // local, common
	Day    hub.Day `form:"day"`
	Agreed bool    `form:"agreed"`
	Gone   hub.Day `form:"gone"` // taken down; "" it is there
	Near   bool    `form:"near"` // the township's other stations may play it
	Open   []byte  `form:"open"` // its key for them
}

// Heard says whether it may be played.
func (c Clip) Heard() bool { return c.Gone == "" && c.Agreed && len(c.Hash) > 0 }
