package io.hotswap.runtime;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.config.Variables;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// Identity, addresses and shutdown limits of the node.
///
/// @param nodeId stable over restarts on the same data directory
/// @param host the address to listen on for clients
/// @param port 0 for any free port
/// @param operatorHost the address to listen on for operators
/// @param operatorPort 0 for any free port
/// @param traceRatio share of calls to trace, 0 to 1, among those that come without a trace
/// @param notice how long a stopping node reports unready before it stops listening
/// @param farewell how long a stopping node waits for calls in flight
/// @param haltLimit how long the rest of the shutdown may take, plugins' hooks included, before the
///   process is halted
public record NodeConfig(
    Environment environment,
    String nodeId,
    String host,
    int port,
    String operatorHost,
    int operatorPort,
    Path dataDirectory,
    double traceRatio,
    Duration notice,
    Duration farewell,
    Duration haltLimit) {
  private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public NodeConfig {
    if (!NODE_ID.matcher(nodeId).matches()) {
      throw new IllegalArgumentException(
          "HOTSWAP_NODE_ID must be 1 to 100 letters, digits, '.', '_' and '-', not: " + nodeId);
    }
  }

  public static NodeConfig from(Variables variables) {
    return new NodeConfig(
        variables.oneOf("HOTSWAP_ENVIRONMENT", Environment.class),
        variables.optional("HOTSWAP_NODE_ID", hostName()),
        variables.optional("HOTSWAP_HOST", "0.0.0.0"),
        variables.number("HOTSWAP_PORT", 8080, 0, 65_535),
        variables.optional("HOTSWAP_OPERATOR_HOST", "127.0.0.1"),
        variables.number("HOTSWAP_OPERATOR_PORT", 8081, 0, 65_535),
        Path.of(variables.required("HOTSWAP_DATA_DIR", "the folder that the node serves from")),
        variables.share("HOTSWAP_TRACE_RATIO", 0.01),
        variables.millis("HOTSWAP_NOTICE_MILLIS", 3_000),
        variables.millis("HOTSWAP_FAREWELL_MILLIS", 10_000),
        variables.millis("HOTSWAP_HALT_MILLIS", 10_000));
  }

  /// How long a shutdown takes at most.
  Duration longestShutdown() {
    return notice.plus(farewell).plus(haltLimit);
  }

  /// Where other nodes reach this one, as `host:port`.
  String address(int listening) {
    return (host.equals("0.0.0.0") ? hostAddress() : host) + ":" + listening;
  }

  private static String hostAddress() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("HOTSWAP_HOST must be set: this host has no address", e);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("HOTSWAP_NODE_ID must be set: this host has no name", e);
    }
  }
}
