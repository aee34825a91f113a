package io.hotswap.domain.refusal;

/// Kind of a refusal: decides the HTTP status and whether a state machine may retry.
public enum Category {
  INVALID(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(403, false),
  NOT_FOUND(404, false),
  WRONG_METHOD(405, false),
  TOO_SLOW(408, true),
  CONFLICT(409, false),
  GONE(410, false),
  PRECONDITION_FAILED(412, false),
  TOO_LARGE(413, false),
  URI_TOO_LONG(414, false),
  UNSUPPORTED(415, false),
  EXPECTATION_FAILED(417, false),
  UNPROCESSABLE(422, false),
  TOO_MANY(429, true),
  HEADERS_TOO_LARGE(431, false),
  INTERNAL(500, true),
  NOT_IMPLEMENTED(501, false),
  PLUGIN_FAILED(502, false),
  NO_ANSWER(502, false),
  UNAVAILABLE(503, true),
  TIMED_OUT(504, false),
  WRONG_HTTP_VERSION(505, false);

  private final int status;
  private final boolean retryable;

  Category(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return retryable;
  }
}
