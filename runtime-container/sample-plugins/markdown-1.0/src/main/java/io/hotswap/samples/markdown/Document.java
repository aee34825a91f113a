package io.hotswap.samples.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;

/// The text of a call.
final class Document {
  private static final Set<String> TYPES = Set.of("text/markdown", "text/x-markdown", "text/plain");

  private Document() {}

  static String of(Call call) {
    var type = call.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw new CallRejected("send text/markdown, not " + type);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(call.body())).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new CallRejected("send UTF-8; the body is something else");
    }
  }
}
