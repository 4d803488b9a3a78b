// The affiliations belong below the heading, where pretalx has the speakers' names.
{
    const heading = document.querySelector("#content > h2")
    heading?.after(document.querySelector(".ofa-proposal"))
}
