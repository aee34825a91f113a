package io.hotswap.samples.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.spi.CallRejected;
import io.hotswap.testkit.TestCall;
import io.hotswap.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarkdownPluginTest {
  private final TestContext context = new TestContext("markdown", "1.0.0", Path.of("unused"));
  private final MarkdownPlugin plugin = new MarkdownPlugin();

  @BeforeEach
  void start() throws Exception {
    plugin.start(context);
  }

  @Test
  void renders_commonmark_and_signs_it_with_the_parser_s_version() {
    assertEquals(
        "<!-- rendered by commonmark 0.24.0 -->\n<h1>Hi</h1>\n<p>a <em>b</em></p>\n",
        render("# Hi\n\na *b*"));
    assertEquals(List.of(11.0), context.recorded("markdown_document_bytes"));
  }

  @Test
  void knows_no_tables_and_no_anchors() {
    var html = render("# Hi\n\n| a |\n|---|\n| 1 |\n");
    assertTrue(html.contains("<h1>Hi</h1>") && html.contains("<p>| a |"), html);
  }

  @Test
  void escapes_html_unless_the_tenant_trusts_it() {
    var call = TestCall.of("render", "text/markdown", "a <b>c</b>");
    assertTrue(html(call).contains("&lt;b&gt;"));
    assertTrue(html(call.configured("{\"allowRawHtml\": true}")).contains("<b>c</b>"));
  }

  @Test
  void refuses_other_types_other_encodings_and_other_operations() {
    var json = TestCall.of("render", "application/json", "{}");
    var latin = TestCall.of("render", "text/markdown", new byte[] {'a', (byte) 0xe9});
    var unknown = TestCall.of("fly", "text/markdown", "x");
    assertThrows(CallRejected.class, () -> plugin.handle(json));
    assertThrows(CallRejected.class, () -> plugin.handle(latin));
    assertThrows(CallRejected.class, () -> plugin.handle(unknown));
  }

  private String render(String markdown) {
    return html(TestCall.of("render", "text/markdown; charset=utf-8", markdown));
  }

  private String html(TestCall call) {
    return new String(plugin.handle(call).body(), UTF_8);
  }
}
