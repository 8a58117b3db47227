/** The images that the APIs of OpenAI and Anthropic take. */
export const imageTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
