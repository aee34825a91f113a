package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The envelopes that Step Functions puts around results, in about their size in AWS, because they
/// count towards the payload limit.
final class Envelopes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";
  private static final int LONGEST_TOKEN = 2048;

  private Envelopes() {}

  static JsonNode context(String machine, JsonNode input) {
    ObjectNode context = JSON.objectNode();
    context
        .putObject("Execution")
        .put("Id", PREFIX + "execution:hotswap-production-" + machine + ":" + name(input))
        .put("Name", name(input))
        .set("Input", input);
    context.putObject("Task").put("Token", "t".repeat(LONGEST_TOKEN));
    return context;
  }

  static JsonNode lambda(JsonNode payload) {
    ObjectNode result = JSON.objectNode();
    result.put("ExecutedVersion", "1234").put("StatusCode", 200).set("Payload", payload);
    ObjectNode http = result.putObject("SdkHttpMetadata");
    headers(http.putObject("AllHttpHeaders"), payload);
    headers(http.putObject("HttpHeaders"), payload);
    http.put("HttpStatusCode", 200);
    result
        .putObject("SdkResponseMetadata")
        .put("RequestId", "00000000-0000-0000-0000-000000000000");
    return result;
  }

  private static void headers(ObjectNode headers, JsonNode payload) {
    headers
        .put("X-Amz-Executed-Version", "1234")
        .put("x-amzn-Remapped-Content-Length", "0")
        .put("Connection", "keep-alive")
        .put("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000")
        .put("Content-Length", Integer.toString(payload.toString().length()))
        .put("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
        .put("X-Amzn-Trace-Id", "root=1-00000000-" + "0".repeat(24) + ";parent=0000000000000000")
        .put("Content-Type", "application/json");
  }

  static JsonNode execution(Execution child, JsonNode input) {
    ObjectNode result = JSON.objectNode();
    result
        .put("ExecutionArn", PREFIX + "execution:hotswap-production-" + child.machine() + ":0")
        .put("Name", "00000000-0000-0000-0000-000000000000")
        .put("StateMachineArn", PREFIX + "stateMachine:hotswap-production-" + child.machine())
        .put("StartDate", 1_767_225_600_000L)
        .put("StopDate", 1_767_225_600_000L)
        .put("Status", "SUCCEEDED")
        .put("TraceHeader", "Root=1-00000000-" + "0".repeat(24) + ";Sampled=1");
    result.putObject("InputDetails").put("Included", true);
    result.putObject("OutputDetails").put("Included", true);
    result.set("Input", input);
    result.set("Output", child.output());
    return result;
  }

  private static String name(JsonNode input) {
    return input.path("deploymentId").asText() + "-" + input.path("fence").asText();
  }
}
