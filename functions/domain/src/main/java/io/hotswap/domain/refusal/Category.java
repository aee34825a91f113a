package io.hotswap.domain.refusal;

/// What kind of refusal it is: decides the HTTP status and whether a state machine may try again.
public enum Category {
  INVALID(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(403, false),
  NOT_FOUND(404, false),
  WRONG_METHOD(405, false),
  CONFLICT(409, false),
  GONE(410, false),
  TOO_LARGE(413, false),
  UNSUPPORTED(415, false),
  UNPROCESSABLE(422, false),
  TOO_MANY(429, true),
  INTERNAL(500, true),
  PLUGIN_FAILED(502, false),
  UNAVAILABLE(503, true),
  TIMED_OUT(504, false);

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
