/** The one place that names the version of Meta's Graph API that this program speaks. */
export const GRAPH_VERSION = 'v26.0'

export const GRAPH_URL = 'https://graph.facebook.com'
