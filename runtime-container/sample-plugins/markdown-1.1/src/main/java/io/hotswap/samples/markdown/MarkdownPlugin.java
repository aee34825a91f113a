package io.hotswap.samples.markdown;

import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import java.util.List;
import java.util.Objects;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/// Renders CommonMark with tables, and gives headings anchors to link to.
public final class MarkdownPlugin implements Plugin {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer escaping =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
  private final HtmlRenderer trusting = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private @Nullable PluginContext context;
  private String signature = "";

  @Override
  public void start(PluginContext context) throws Exception {
    this.context = context;
    signature = "<!-- rendered by commonmark " + Library.version() + " -->\n";
  }

  @Override
  public Reply handle(Call call) {
    return switch (call.operation()) {
      case "render" -> render(call);
      default -> throw CallRejected.unknownOperation(call);
    };
  }

  private Reply render(Call call) {
    var document = parser.parse(Document.of(call));
    var renderer = call.configuration().flag("allowRawHtml") ? trusting : escaping;
    var html = signature + renderer.render(document);
    Objects.requireNonNull(context, "not started")
        .metrics()
        .record("markdown_document_bytes", call.body().length);
    return Reply.text("text/html; charset=utf-8", html);
  }
}
