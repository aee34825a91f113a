package io.hotswap.runtime;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients call one plugin, which calls another, while both are replaced again and again. */
final class PluginCallsUnderSwap implements AutoCloseable {
  private static final int CLIENTS = 4;

  /** Calls, or answers `<own version> <own trace> <other's version> <other's trace>`. */
  private static final String CALLING =
      """
      private PluginContext context;
      public void start(PluginContext given) { context = given; }
      public Reply handle(Call call) {
        var reply = context.call(call, PluginRequest.json("tax-rules", "run", "{}"));
        return Reply.text("VERSION " + call.traceparent().substring(3, 35) + " " + new String(reply.body()));
      }
      """;

  private static final String ANSWERING =
      """
      public Reply handle(Call call) {
        return Reply.text("VERSION " + call.traceparent().substring(3, 35));
      }
      """;

  final Queue<String> failed = new ConcurrentLinkedQueue<>();
  final Set<String> callers = ConcurrentHashMap.newKeySet();
  final Set<String> called = ConcurrentHashMap.newKeySet();
  final AtomicInteger inOneTrace = new AtomicInteger();
  final AtomicInteger made = new AtomicInteger();
  private volatile int replaced;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Issuer issuer = new Issuer();
  private final NodeUnderTest node;

  PluginCallsUnderSwap(Path directory, Map<String, String> isolation) throws Exception {
    var variables = new HashMap<>(isolation);
    variables.put("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_DRAIN_MILLIS", "20000");
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_PROCESS_CPUS", "64");
    node = new NodeUnderTest(directory, controlPlane, issuer, variables);
    swap(1);
    node.awaitReady();
  }

  private void swap(int generation) throws Exception {
    serve("tax-rules", "3." + generation + ".0", ANSWERING, generation);
    serve("checkout", "2." + generation + ".0", CALLING, generation);
  }

  private void serve(String plugin, String version, String source, int generation)
      throws Exception {
    var archive =
        PluginSource.of(plugin, version, source.replace("VERSION", version)).calling("tax-rules");
    controlPlane.publish(
        Documents.serving(plugin, generation, controlPlane.register(version, archive.jar())));
    controlPlane.awaitAck(plugin, generation);
  }

  /**
   * @param calls at least
   * @param swaps at least
   * @return how often both were replaced meanwhile
   */
  int run(int calls, int swaps) throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int at = 0; at < CLIENTS; at++) {
      clients.add(Thread.ofPlatform().start(() -> keepCalling(calls, swaps)));
    }
    int generation = 1;
    while (clients.stream().anyMatch(Thread::isAlive)) {
      generation++;
      swap(generation);
      replaced = generation - 1;
    }
    return generation - 1;
  }

  private void keepCalling(int calls, int swaps) {
    try (var http = HttpClient.newHttpClient()) {
      var token = issuer.token("acme");
      while (made.get() < calls || replaced < swaps) {
        call(http, token, "%032x".formatted(made.incrementAndGet()));
      }
    } catch (Exception e) {
      failed.add(e.toString());
    }
  }

  private void call(HttpClient http, String token, String trace) throws Exception {
    var request =
        HttpRequest.newBuilder(node.uri("/api/v1/plugins/checkout/invoke/run"))
            .header("Authorization", "Bearer " + token)
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
            .POST(BodyPublishers.noBody())
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    var words = answer.body().split(" ", -1);
    if (answer.statusCode() != 200 || words.length != 4) {
      failed.add(answer.statusCode() + " " + answer.body());
      return;
    }
    callers.add(words[0]);
    called.add(words[2]);
    if (words[1].equals(trace) && words[3].equals(trace)) {
      inOneTrace.incrementAndGet();
    }
  }

  @Override
  public void close() throws Exception {
    node.close();
    issuer.close();
  }
}
