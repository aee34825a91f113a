package io.hotswap.runtime.http.body;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.memory.BytesInFlight;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// The content codings of request bodies. Plugins get the decoded body.
public enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE;

  /// The codings that a client is offered.
  public static final ResponseHeader ACCEPTED =
      new ResponseHeader(ResponseHeader.ACCEPT_ENCODING, "gzip, deflate, identity");

  private static final int PIECE = 16 * 1024;

  public static Result<ContentCoding> of(HttpHeaders headers) {
    if (!headers.contains(ResponseHeader.CONTENT_ENCODING)) {
      return Result.done(IDENTITY);
    }
    List<ContentCoding> codings = new ArrayList<>();
    for (var name :
        String.join(",", headers.getAll(ResponseHeader.CONTENT_ENCODING)).split(",", -1)) {
      switch (name.strip().toLowerCase(Locale.ROOT)) {
        case "", "identity" -> {}
        case "gzip", "x-gzip" -> codings.add(GZIP);
        case "deflate" -> codings.add(DEFLATE);
        default -> {
          return refused("The content coding " + name.strip() + " is not taken.");
        }
      }
    }
    return codings.size() > 1
        ? refused("A body may be coded once only.")
        : Result.done(codings.isEmpty() ? IDENTITY : codings.getFirst());
  }

  private static Result<ContentCoding> refused(String detail) {
    return Result.refused(
        Refusal.of(
            ErrorCode.UNSUPPORTED_CONTENT_ENCODING,
            detail,
            "#header/Content-Encoding",
            "gzip, deflate or identity, once",
            "Send the body in one of these codings, or without any."));
  }

  /// @return refused when the body is not in this coding, is too large when decoded, or there is no
  ///   memory for it; its reservation is released then
  public Result<RequestBody> decode(byte[] coded, BytesInFlight inFlight, String tenant) {
    return RequestBody.reserve(inFlight, tenant, -1)
        .then(requestBody -> decode(coded, requestBody));
  }

  // After any failure, a lack of memory above all: a reservation that is kept is lost for ever.
  private Result<RequestBody> decode(byte[] coded, RequestBody requestBody) {
    boolean whole = false;
    try (var in = stream(coded)) {
      var piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        var refusal = requestBody.add(piece, read);
        if (refusal.isPresent()) {
          return Result.refused(refusal.get());
        }
      }
      // This may copy the body, and fail for lack of memory; later calls return the same array.
      requestBody.whole();
      whole = true;
      return Result.done(requestBody);
    } catch (IOException broken) {
      return Result.refused(
          Refusal.of(
              ErrorCode.MALFORMED_BODY,
              "The body is not coded as its Content-Encoding says.",
              "#header/Content-Encoding",
              "the coding of the body: " + name().toLowerCase(Locale.ROOT),
              "Send the whole coded body, or leave the header out."));
    } finally {
      if (!whole) {
        requestBody.memory().release();
      }
    }
  }

  private InputStream stream(byte[] coded) throws IOException {
    var bytes = new ByteArrayInputStream(coded);
    return switch (this) {
      case IDENTITY -> bytes;
      case GZIP -> new GZIPInputStream(bytes, PIECE);
      // Some send it without the header that RFC 9110 asks for, and all servers take that.
      case DEFLATE -> new OwnInflater(bytes, new Inflater(!hasZlibHeader(coded)));
    };
  }

  private static boolean hasZlibHeader(byte[] coded) {
    return coded.length > 1
        && (coded[0] & 0x0f) == 8
        && (((coded[0] & 0xff) << 8) + (coded[1] & 0xff)) % 31 == 0;
  }

  // Memory outside the heap, which the parent leaves to whoever made the inflater.
  private static final class OwnInflater extends InflaterInputStream {
    OwnInflater(InputStream in, Inflater inflater) {
      super(in, inflater, PIECE);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
