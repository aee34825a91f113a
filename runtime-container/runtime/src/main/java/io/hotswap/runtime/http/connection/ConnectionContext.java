package io.hotswap.runtime.http.connection;

import io.hotswap.runtime.http.body.BodyDecoder;
import io.hotswap.runtime.http.message.RequestHandler;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.metrics.HttpMetrics;
import java.util.function.BooleanSupplier;

/// What the connections of a listener share.
///
/// @param closing whether the node is shutting down and its clients should reconnect elsewhere
record ConnectionContext(
    RequestHandler handler,
    HttpConfig config,
    BytesInFlight inFlight,
    HttpMetrics metrics,
    CutConnections cuts,
    BodyDecoder decoder,
    BooleanSupplier closing) {}
