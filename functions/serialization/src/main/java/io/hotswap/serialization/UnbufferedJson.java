package io.hotswap.serialization;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;

/// [Json] for texts in which clients may have sent secrets: it keeps no buffers for the next text,
/// where those of this one would stay.
public final class UnbufferedJson {
  public static final ObjectMapper MAPPER =
      Json.mapper(JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

  private UnbufferedJson() {}

  public static String write(Object value) {
    return Json.write(MAPPER, value);
  }

  /// @throws IllegalArgumentException when the text is not JSON of that record
  public static <T> T read(String json, Class<T> type) {
    return Json.read(MAPPER, json, type);
  }
}
