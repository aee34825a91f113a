package io.hotswap.runtime.plugin;

import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import java.time.Instant;

/// A call as a plugin gets it in the node.
///
/// @param chain the version that gets it, and its callers
// The path of a call copies the body once; these are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record InvocationCall(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    Configuration configuration,
    String traceparent,
    String tracestate,
    Instant deadline,
    CallChain chain)
    implements Call {}
