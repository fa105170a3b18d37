package api

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
)

// endpoint is an address: what it is, which scope opens it, what it answers.
type endpoint struct {
	path, id, scope, summary string
	params                   []param
	schema                   schema // of the answer
	answer                   func(c *call) (any, error)
}

// param is one of a query.
type param struct {
	name, means string
	schema      schema
}

// paging are the parameters of a list: a page of it, from where the one before ended.
var paging = []param{
	{"after", "从哪里接着：上一页最后给的那一串", text("")},
	{"most", "一页最多几条，1 到 500，不写是 100", schema{"type": "integer", "minimum": 1, "maximum": 500}},
}

// endpoints are all of them. The schemas repeat the names of the structs that are answered:
// a test holds every answer against its schema.
var endpoints = []endpoint{
	{path: "stations", id: "listStations", scope: "stations", summary: "站点：名字、在哪里、托位、备案号", params: paging, schema: list(object(
		"id", text("32 位"), "name", text("站点名字"), "township", text("乡镇"), "township_code", text("九位区划代码"), "village", text("村"), "address", text("地址"),
		"phone", text("站里电话"), "type", text("哪一种机构"), "places", whole("托位"), "inclusive", yes("普惠"), "filing", text("备案号；空着是没有"), "closed", yes("注销了"),
	)), answer: stations},
	{path: "figures", id: "listFigures", scope: "figures", summary: "指标：数值、分子、分母、算法", schema: list(object(
		"id", text("指标编号"), "definition", text("哪种算法"), "version", whole("算法第几版"), "name", text("指标"), "plan", text("哪个方案"), "counted_as", text("怎么算的"), "unit", text("单位"),
		"value", maybe("数值；null 是缺，或者人太少不给"), "numerator", maybe("分子"), "denominator", maybe("分母"), "target", maybe("目标"),
		"withheld", yes("人太少，没有给"), "missing", schema{"type": "array", "items": text(""), "description": "缺什么"},
	)), params: append([]param{
		{"day", "数到哪天，2026-11-23；不写是今天", date("")}, {"known", "按第几次结账时知道的；不写是现在知道的", schema{"type": "integer", "minimum": 1}},
		{"township", "九位区划代码；不写是全县", text("")}, {"id", "只要这个指标", text("")}}, paging...), answer: figures},
	{path: "closings", id: "listClosings", scope: "figures", summary: "结账：哪天的数在什么时候定下来", params: paging, schema: list(object(
		"number", whole("第几次"), "day", date("结到哪天"), "at", schema{"type": "string", "format": "date-time", "description": "什么时候结的"},
	)), answer: closings},
	{path: "cases", id: "countCases", scope: "cases", summary: "案件数：哪类事、到哪一步、几件", params: paging, schema: list(object(
		"kind", text("代号"), "title", text("哪类事"), "state", text("到哪一步"), "closed", yes("办完了"), "cases", maybe("几件；null 是太少不给"), "withheld", yes("太少，没有给"),
	)), answer: cases},
	{path: "children", id: "countChildren", scope: "children", summary: "三岁以下的孩子数：乡镇、几岁、男女", params: paging, schema: list(object(
		"township_code", text("九位区划代码"), "years", whole("满几岁"), "sex", schema{"type": "string", "enum": []string{"male", "female", "unknown"}}, "children", maybe("几个；null 是太少不给"), "withheld", yes("太少，没有给"),
	)), answer: children},
}

// pageOf is a page of a list; Next is nil on the last.
type pageOf[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// paged is the page that is asked for. key orders the items and says where the next page
// begins.
func paged[T any](c *call, items []T, key func(T) string) (any, error) {
	most := 100
	if asked := c.URL.Query().Get("most"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 || n > 500 {
			return nil, hub.E(hub.CodeInvalid, "key.page")
		}
		most = n
	}
	after, err := base64.RawURLEncoding.DecodeString(c.URL.Query().Get("after"))
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "key.page")
	}
	hub.SortStable(items, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	if len(after) > 0 {
		items = slices.DeleteFunc(items, func(one T) bool { return key(one) <= string(after) })
	}
	out := pageOf[T]{Items: items}
	if len(items) > most {
		out.Items = items[:most]
		next := base64.RawURLEncoding.EncodeToString([]byte(key(items[most-1])))
		out.Next = &next
	}
	if out.Items == nil {
		out.Items = []T{}
	}
	return out, nil
}
