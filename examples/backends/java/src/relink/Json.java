package relink;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON. */
final class Json {
    static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final TypeAdapter<JsonElement> ELEMENT = GSON.getAdapter(JsonElement.class);

    /** Null for what is no JSON object in UTF-8. JsonParser would take NaN, comments and texts without quotes. */
    static JsonObject parseObject(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            JsonElement value = ELEMENT.read(reader);
            boolean isAll = reader.peek() == JsonToken.END_DOCUMENT;
            return isAll && value != null && value.isJsonObject() ? value.getAsJsonObject() : null;
        } catch (CharacterCodingException error) {
            return null;
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException error) {
            return null;
        }
    }

    /** A text that is not empty, else null. */
    static String text(JsonObject object, String name) {
        String text = isText(object.get(name)) ? object.get(name).getAsString() : "";
        return text.isEmpty() ? null : text;
    }

    /** An object, else null. */
    static JsonObject object(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonObject() ? value.getAsJsonObject() : null;
    }

    static boolean isText(JsonElement value) {
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private Json() {}
}
