package io.hotswap.runtime.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Gathers a request. One that is too large goes on without its body, marked, so that its answer
/// keeps its place among pipelined ones.
final class Aggregation extends HttpObjectAggregator {
  static final int MOST_BYTES = 6 * 1024 * 1024;

  Aggregation() {
    super(MOST_BYTES);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    if (oversized instanceof HttpRequest request) {
      var marked =
          new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri());
      marked.headers().set(request.headers());
      marked.setDecoderResult(
          DecoderResult.failure(
              new TooLongHttpContentException("more than " + MOST_BYTES + " bytes")));
      ctx.fireChannelRead(marked);
    }
  }

  // The parent would answer a refusal itself, without a word of why.
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    var response = super.newContinueResponse(start, maxContentLength, pipeline);
    if (response instanceof FullHttpResponse full
        && !full.status().equals(HttpResponseStatus.CONTINUE)) {
      ReferenceCountUtil.release(full);
      return null;
    }
    return response;
  }
}
