package box

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
)

// program is another department's, with a key.
type program struct {
	r   *region
	key string
}

func (p program) get(path string, header ...string) (*http.Response, []byte) {
	p.r.t.Helper()
	q, err := http.NewRequest(http.MethodGet, p.r.url+path, nil)
	p.r.must(err)
	if p.key != "" {
		q.Header.Set("Authorization", "Bearer "+p.key)
	}
	for i := 0; i < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	a, err := http.DefaultClient.Do(q)
	p.r.must(err)
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	p.r.must(err)
	return a, body
}

// holds says where a value breaks a schema: the part of JSON Schema that the file uses.
func holds(schema map[string]any, value any, at string) (wrong []string) {
	kinds, many := schema["type"].([]any)
	if !many {
		kinds = []any{schema["type"]}
	}
	kind := map[bool]string{true: "integer", false: "number"}
	is := "null"
	switch v := value.(type) {
	case string:
		is = "string"
		if schema["format"] == "date" && !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(v) {
			wrong = append(wrong, at+" is no date: "+v)
		}
	case bool:
		is = "boolean"
	case float64:
		is = kind[v == float64(int64(v))]
	case []any:
		is = "array"
		for i, one := range v {
			wrong = append(wrong, holds(schema["items"].(map[string]any), one, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case map[string]any:
		is = "object"
		properties, _ := schema["properties"].(map[string]any)
		for _, name := range schema["required"].([]any) {
			if _, ok := v[name.(string)]; !ok {
				wrong = append(wrong, at+" lacks "+name.(string))
			}
		}
		for name, one := range v {
			of, ok := properties[name].(map[string]any)
			if !ok {
				wrong = append(wrong, at+" has "+name+" besides")
				continue
			}
			wrong = append(wrong, holds(of, one, at+"."+name)...)
		}
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		wrong = append(wrong, fmt.Sprintf("%s is %v", at, value))
	}
	if !slices.Contains(kinds, any(is)) && !(is == "integer" && slices.Contains(kinds, any("number"))) {
		wrong = append(wrong, fmt.Sprintf("%s is %s, not %v", at, is, kinds))
	}
	return wrong
}

// A key opens what it was given for, until it is taken back; every answer is as the OpenAPI
// file says, and none has a name in it.
func TestProgramsOfOtherDepartments(t *testing.T) {
	r := newRegion(t)
	r.register(r.stations[0], "王梓涵", "13812340421")
	r.meet(r.stations...)
	_, err := r.county.store.CloseDay(r.ctx, "2026-11-22")
	r.must(err)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	give := func(scopes ...string) string {
		t.Helper()
		zhao.post("/keys", url.Values{"request": {hub.NewID().String()}, "department": {"区教育局"}, "scope": scopes, "until": {"2027-11-23"}}).answers(http.StatusOK)
		key := regexp.MustCompile(`yz_[A-Za-z0-9_-]{43}`).FindString(zhao.body)
		if key == "" {
			t.Fatal("no key on the page")
		}
		return key
	}
	all := program{r, give("stations", "figures", "cases", "children")}
	few := program{r, give("stations")}
	if zhao.get("/keys").says("区教育局", "还没用过"); strings.Contains(zhao.body, all.key) {
		t.Error("the key is shown twice")
	}

	_, body := program{r, ""}.get("/api/v1/openapi.json")
	var file struct {
		OpenAPI string `json:"openapi"`
		Info    struct{ Title, Version string }
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct {
				Name, In string
				Schema   map[string]any
			}
			Security  []map[string][]string
			Responses map[string]struct {
				Description string
				Content     map[string]struct{ Schema map[string]any }
			}
		}
		Components struct {
			Schemas, SecuritySchemes map[string]map[string]any
		}
	}
	r.must(json.Unmarshal(body, &file))
	if file.OpenAPI != "3.1.0" || file.Info.Title == "" || file.Info.Version == "" || len(file.Paths) != 5 || file.Components.SecuritySchemes["key"]["scheme"] != "bearer" {
		t.Errorf("the OpenAPI file: %+v", file)
	}
	operations := map[string]bool{}
	for path, methods := range file.Paths {
		get, ok := methods["get"]
		if !ok || len(methods) != 1 || get.OperationID == "" || operations[get.OperationID] || len(get.Security) != 1 {
			t.Errorf("%s: %+v", path, methods)
		}
		operations[get.OperationID] = true
		for _, p := range get.Parameters {
			if p.Name == "" || p.In != "query" || p.Schema["type"] == nil {
				t.Errorf("%s: parameter %+v", path, p)
			}
		}
		a, body := all.get(path)
		var value any
		r.must(json.Unmarshal(body, &value))
		if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: %d %s", path, a.StatusCode, body)
		}
		for _, wrong := range holds(get.Responses["200"].Content["application/json"].Schema, value, path) {
			t.Error(wrong)
		}
		if items := value.(map[string]any)["items"].([]any); len(items) == 0 {
			t.Errorf("%s has nothing to be held against its schema", path)
		}
		if strings.Contains(string(body), "王梓涵") || strings.Contains(string(body), "13812340421") {
			t.Errorf("%s names a child", path)
		}
		again, rest := all.get(path, "If-None-Match", a.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || len(rest) != 0 {
			t.Errorf("%s unchanged: %d", path, again.StatusCode)
		}
		problem := func(p program, path string, status int) {
			t.Helper()
			a, body := p.get(path)
			var value any
			if err := json.Unmarshal(body, &value); err != nil || a.StatusCode != status || a.Header.Get("Content-Type") != "application/problem+json; charset=utf-8" {
				t.Fatalf("%s: %d, want %d: %s", path, a.StatusCode, status, body)
			}
			for _, wrong := range holds(file.Components.Schemas["problem"], value, path) {
				t.Error(wrong)
			}
		}
		problem(program{r, ""}, path, http.StatusUnauthorized)
		problem(program{r, all.key[:len(all.key)-1] + "-"}, path, http.StatusUnauthorized)
		if path != "/api/v1/stations" {
			problem(few, path, http.StatusForbidden)
		}
		problem(all, path+"?most=0", http.StatusUnprocessableEntity)
	}

	// One page after the other is the whole, each once.
	var seen []string
	for after := ""; ; {
		_, body := few.get("/api/v1/stations?most=1&after=" + after)
		var p struct {
			Items []struct{ ID, Name string }
			Next  *string
		}
		r.must(json.Unmarshal(body, &p))
		for _, s := range p.Items {
			seen = append(seen, s.Name)
		}
		if p.Next == nil {
			break
		}
		after = *p.Next
	}
	slices.Sort(seen)
	if !slices.Equal(seen, []string{"南董驿站", "横河驿站", "看寺驿站"}) {
		t.Errorf("page by page: %q", seen)
	}
	for _, part := range []string{"/api/v1/figures?id=D6", "/api/v1/figures?id=D6&township=" + sudian} {
		if _, body := all.get(part); !strings.Contains(string(body), `"withheld":true`) {
			t.Errorf("%s tells of one child: %s", part, body)
		}
	}
	post, err := http.Post(r.url+"/api/v1/stations", "application/json", strings.NewReader("{}"))
	r.must(err)
	if post.Body.Close(); post.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a post: %d", post.StatusCode)
	}

	// Taken back, it opens nothing; asked too often, it waits.
	zhao.get("/keys").says("11月23日")
	id := regexp.MustCompile(`/keys/([0-9a-f]{32})/end`).FindAllStringSubmatch(zhao.body, -1)
	for _, m := range id {
		zhao.post("/keys/"+m[1]+"/end", url.Values{"request": {hub.NewID().String()}})
	}
	zhao.get("/keys").says("收回了")
	if a, _ := all.get("/api/v1/stations"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("a key that was taken back: %d", a.StatusCode)
	}
	often := program{r, give("stations")}
	codes := map[int]int{}
	for range 125 {
		a, _ := often.get("/api/v1/closings")
		codes[a.StatusCode]++
	}
	if codes[http.StatusTooManyRequests] < 4 || codes[http.StatusForbidden] < 100 {
		t.Errorf("asked 125 times in a minute: %v", codes)
	}
	program{r, ""}.get("/api")
	qian := r.officer("钱敏", hub.RoleTownship, sudian)
	qian.get("/keys").answers(http.StatusForbidden)
	qian.post("/keys", url.Values{"department": {"我"}, "scope": {"stations"}, "until": {"2027-01-01"}}).answers(http.StatusForbidden)
}
