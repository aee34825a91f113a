package io.hotswap.testkit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.spi.Reply;
import java.util.Base64;

/// The report as JSON. Fields may be added; none is removed or changes its meaning while `format`
/// is 1.
final class JsonReport {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonReport() {}

  static String of(ContractReport report) {
    var root = JSON.createObjectNode().put("format", 1).put("ok", report.holds());
    var plugin = report.manifest();
    if (plugin != null) {
      root.putObject("plugin").put("name", plugin.name()).put("version", plugin.version());
    }
    var checks = root.putArray("checks");
    for (var checkFinding : report.findings()) {
      checks
          .addObject()
          .put("check", checkFinding.check())
          .put("ok", checkFinding.holds())
          .put("detail", checkFinding.detail());
    }
    var calls = root.putArray("calls");
    report.calls().forEach(call -> describe(call, calls.addObject()));
    var limits = root.putObject("limits");
    StatedLimits.numbers().forEach(limits::put);
    StatedLimits.NOT_CHECKED.forEach(root.putArray("notChecked")::add);
    return root.toPrettyString();
  }

  private static void describe(CallResult result, ObjectNode object) {
    object
        .put("operation", result.call().operation())
        .put("tenant", result.call().tenant())
        .put("contentType", result.call().contentType())
        .put("bytes", result.call().body().length)
        .put("ok", result.holds())
        .put("outcome", result.outcome());
    if (!result.detail().isEmpty()) {
      object.put("detail", result.detail());
    }
    result.reply().ifPresent(reply -> describe(reply, object.putObject("reply")));
  }

  private static void describe(Reply reply, ObjectNode object) {
    object.put("contentType", reply.contentType()).put("bytes", reply.body().length);
    ReplyText.of(reply)
        .ifPresentOrElse(
            text -> object.put("text", text),
            () -> object.put("base64", Base64.getEncoder().encodeToString(reply.body())));
  }
}
