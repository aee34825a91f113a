package io.hotswap.runtime.plugin;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// What a plugin sees of a call, in the node and in a process of its own.
// One copy of the body is on the path of every call; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record InvocationCall(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    Configuration configuration,
    String traceparent,
    String tracestate,
    Instant deadline)
    implements Call {}
