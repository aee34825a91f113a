package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class Work {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Work() {}

  static int on(byte[] body) throws Exception {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("bytes", body.length);
    tree.putArray("all").add(JSON.readTree(body));
    return JSON.writeValueAsBytes(tree).length;
  }
}
