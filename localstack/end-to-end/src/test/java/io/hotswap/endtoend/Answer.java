package io.hotswap.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/// An HTTP answer that explains itself when it is not the one expected.
record Answer(String asked, HttpResponse<String> response) {
  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(body());
    } catch (IOException e) {
      throw new UncheckedIOException(toString(), e);
    }
  }

  Answer expect(int status) {
    if (status() != status) {
      try {
        throw new AssertionError(
            "Expected "
                + status
                + ", got "
                + this
                + "\nDenied permissions: "
                + RunningStack.get().deniedPermissions());
      } catch (IOException e) {
        throw new UncheckedIOException(toString(), e);
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return asked + " -> " + status() + " " + body();
  }
}
