package e2e

import (
	"testing"
	"time"
)

// Pictures for a person to look at.
func TestShots(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int64
		theme, lang   string
	}{
		{"1280-light", 1280, 800, "light", "en"},
		{"1280-dark-zh", 1280, 800, "dark", "zh-CN"},
		{"360-light", 360, 740, "light", "en"},
		{"360-dark-zh", 360, 740, "dark", "zh-CN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, "", options{width: c.width, height: c.height, lang: c.lang, noEngine: true})
			p.keys(" ")
			eval[bool](p, "document.documentElement.dataset.theme = '"+c.theme+"', true")
			if c.lang != "en" {
				p.click(`button[lang="zh-Hans"]`)
			}
			p.shot(c.name + "-start")
			eval[bool](p, `[...document.querySelectorAll(".rung")].find(r => r.innerText.includes("0200 sale")).click(), true`)
			time.Sleep(400 * time.Millisecond)
			p.shot(c.name + "-sale")
		})
	}
}
