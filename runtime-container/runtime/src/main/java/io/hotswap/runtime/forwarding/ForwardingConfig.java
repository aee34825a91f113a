package io.hotswap.runtime.forwarding;

import io.hotswap.runtime.config.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How calls are forwarded to other nodes.
///
/// @param mostCalls limit of concurrent forwarded calls; calls above it are answered here
/// @param connect time limit for connecting to another node, TLS handshake included
/// @param certificate PEM file that all nodes of the environment present; empty for plain HTTP
public record ForwardingConfig(int mostCalls, Duration connect, Optional<Path> certificate) {
  public static ForwardingConfig from(Variables variables) {
    return new ForwardingConfig(
        variables.number("HOTSWAP_FORWARDED_CALLS", 256, 1, 10_000),
        variables.millis("HOTSWAP_FORWARD_CONNECT_MILLIS", 500),
        Optional.of(variables.optional("HOTSWAP_TLS_CERTIFICATE", ""))
            .filter(it -> !it.isEmpty())
            .map(Path::of));
  }
}
