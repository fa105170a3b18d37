package api

import (
	"fmt"
	"maps"
)

// schema is a JSON Schema, as OpenAPI 3.1 has it.
type schema map[string]any

func text(means string) schema  { return described("string", means) }
func whole(means string) schema { return described("integer", means) }
func yes(means string) schema   { return described("boolean", means) }
func maybe(means string) schema { return described([]string{"number", "null"}, means) }

func date(means string) schema {
	s := text(means)
	s["format"] = "date"
	return s
}

func described(kind any, means string) schema {
	s := schema{"type": kind}
	if means != "" {
		s["description"] = means
	}
	return s
}

// object has every property that is named, always, and no other.
func object(pairs ...any) schema {
	properties, names := schema{}, []string{}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		properties[name], names = pairs[i+1].(schema), append(names, name)
	}
	return schema{"type": "object", "properties": properties, "required": names, "additionalProperties": false}
}

func list(of schema) schema {
	next := described([]string{"string", "null"}, "下一页的 after；null 是没有了")
	return object("items", schema{"type": "array", "items": of}, "next", next)
}

// problems are how a request may fail.
var problems = map[int]string{401: "钥匙不对、过期或者收回了", 403: "这把钥匙不能看这一样", 404: "没有这一样", 422: "问得不对", 429: "问得太快"}

// OpenAPI is the description of every endpoint for programs (OpenAPI 3.1.0), made from the
// table that serves them.
func OpenAPI(county string) map[string]any {
	paths := schema{}
	for _, e := range endpoints {
		params := []any{}
		for _, p := range e.params {
			params = append(params, schema{"name": p.name, "in": "query", "description": p.means, "schema": maps.Clone(p.schema)})
		}
		answers := schema{
			"200": schema{"description": e.summary, "content": schema{"application/json": schema{"schema": e.schema}},
				"headers": schema{"ETag": schema{"description": "下次带上（If-None-Match），没变就回 304", "schema": text("")}}},
			"304": schema{"description": "和上次一样"},
		}
		for status, means := range problems {
			answers[fmt.Sprint(status)] = schema{"description": means, "content": schema{"application/problem+json": schema{"schema": schema{"$ref": "#/components/schemas/problem"}}}}
		}
		paths[root+e.path] = schema{"get": schema{
			"operationId": e.id, "summary": e.summary, "tags": []string{e.scope}, "parameters": params, "responses": answers,
			"security": []any{schema{"key": []string{}}},
		}}
	}
	return map[string]any{
		"openapi": "3.1.0",
		"info":    schema{"title": county + " 婴幼儿照护数据", "version": "1", "description": "只能看，不能改；没有一个孩子的名字。少于一定人数的不给，写着 withheld。"},
		"paths":   paths,
		"components": schema{
			"securitySchemes": schema{"key": schema{"type": "http", "scheme": "bearer", "description": "县里给的钥匙，yz_ 开头"}},
			"schemas":         schema{"problem": object("type", text(""), "title", text(""), "status", whole(""), "detail", text("给人看的一句话"))},
		},
	}
}
